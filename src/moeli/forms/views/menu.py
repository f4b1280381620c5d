"""Forms in force, runs left for later, runs finished; and a page that shows nothing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from moeli.forms import selectors, services
from moeli.forms.errors import FormError
from moeli.forms.policies import AUTHORING, RUNNING
from moeli.forms.presenters.shelf import edition_line, finished_lines, open_lines
from moeli.forms.presenters.tongues import suiting, tongues
from moeli.forms.views.acting import actor, place_of
from moeli.platform import clock
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7


@require_GET
@signed_in(RUNNING.action)
def forms(request: HttpRequest) -> HttpResponse:
    """What can be begun, what goes on, what is finished."""
    person = actor(request)
    shown = {
        "editions": selectors.editions_for_pages(person),
        "open": open_lines(selectors.open_runs(person)),
        "finished": finished_lines(selectors.finished_runs(person)),
        "may_author": person.may(AUTHORING.action),
    }
    return render(request, "moeli/forms/forms.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in(RUNNING.action)
def begin(request: HttpRequest, form: str) -> HttpResponse:
    """A form before its first question: in which language; posted, the run begins."""
    edition = selectors.edition_in_force(form, clock.today())
    if edition is None:
        raise MoeliError(FormError.NOT_IN_FORCE)
    if edition.asked_on:
        raise MoeliError(FormError.ASKED_ON_PHONES)
    if request.method == "POST" and (key := _key(request)) is not None:
        run = services.begin(
            actor=actor(request),
            form=form,
            idempotency_key=key,
            place=place_of(request),
            language=request.POST.get("language", ""),
        )
        return redirect(reverse("form_run", args=[run.id]) + "?at=0")
    names = edition.languages
    shown = {
        "line": edition_line(edition, {}),
        "tongues": tongues(names),
        "suiting": suiting(names, names[0] if names else ""),
        "key": uuid7(),
    }
    return render(request, "moeli/forms/begin.html", shown)


@require_GET
@signed_in()
def away(request: HttpRequest) -> HttpResponse:
    """A page that says nothing, for whoever looks over the counter."""
    return render(request, "moeli/forms/away.html")


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None
