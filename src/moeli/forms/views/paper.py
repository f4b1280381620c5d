"""What is printed: a form with nothing in it, and the answers of a finished run."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from moeli.forms import selectors
from moeli.forms.policies import RUNNING
from moeli.forms.presenters.paper import lines
from moeli.forms.presenters.phone import phone_said
from moeli.forms.presenters.shelf import edition_line
from moeli.forms.presenters.step import review, sent_to
from moeli.forms.presenters.tongues import suiting, tongue, tongues
from moeli.forms.views.acting import actor, plays_sounds
from moeli.platform.access import places
from moeli.platform.access.policy import signed_in


@plays_sounds
@require_GET
@signed_in(RUNNING.action)
def answers(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A finished run with its answers; that it was read is recorded."""
    run = selectors.finished_run(actor(request), run_id)
    shown = {
        "run": run,
        "place": places.name_of(run.row.place) if run.row.place else "",
        "parts": review(
            run.session, with_problems=False, times=run.kept.times, where=sent_to(run_id)
        ),
        "tongue": tongue(run.session.language),
        "pauses": round(sum(run.kept.pauses)),
        "phone": phone_said(run.kept),
    }
    return render(request, "moeli/forms/answers.html", shown)


@require_GET
@signed_in()
def empty(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The form for paper, in one of its languages."""
    edition = selectors.edition(actor(request), edition_id)
    names = edition.languages
    wanted = request.GET.get("language", "")
    language = wanted if wanted in names else suiting(names, names[0])

    def address(name: str) -> str:
        return reverse("form_file", args=[edition_id, name])

    shown = {
        "line": edition_line(edition, {}),
        "lines": lines(selectors.loaded(edition).form, [language], address),
        "tongue": tongue(language),
        "tongues": tongues(names),
    }
    return render(request, "moeli/forms/paper.html", shown)
