"""The author's pages: uploading, findings, both languages side by side, what changed, what was."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from moeli.forms import selectors, services
from moeli.forms.editions.package import LARGEST
from moeli.forms.policies import AUTHORING
from moeli.forms.presenters.paper import lines
from moeli.forms.presenters.shelf import edition_lines, findings, refusals
from moeli.forms.presenters.tongues import tongues
from moeli.forms.views.acting import actor, plays_sounds
from moeli.platform.access.policy import signed_in
from moeli.platform.errors import MoeliError, absent
from moeli.platform.publications.comparing import compared
from moeli.platform.publications.forms import UploadForm
from moeli.platform.publications.selectors import difference
from moeli.standards import xforms

_SIDES = 2
_PAGE = 100  # lines of a preview
_MOST = 200  # changes and findings that are listed; of more, how many there are


@require_GET
@signed_in(AUTHORING.action)
def shelf(request: HttpRequest) -> HttpResponse:
    """Every form with its editions, and what waits."""
    person = actor(request)
    rows = selectors.editions(person)
    shown = {
        "editions": edition_lines(rows, _names(rows)),
        "uploads": selectors.uploads(person),
    }
    return render(request, "moeli/forms/editions.html", shown)


@require_GET
@signed_in(AUTHORING.action)
def history(request: HttpRequest, form: str) -> HttpResponse:
    """Every edition of one form, with its change notice's page."""
    rows = selectors.editions(actor(request), form)
    if not rows:
        raise absent()
    shown = {"editions": edition_lines(rows, _names(rows)), "newest": rows[0]}
    return render(request, "moeli/forms/history.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in(AUTHORING.action)
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a form; what is wrong with it is said by sheet and row, and it is not kept."""
    form = UploadForm(request.POST or None, request.FILES or None, largest=LARGEST)
    shown: dict[str, Any] = {"form": form, "largest": LARGEST}
    if form.is_valid():
        content, person = form.content(), actor(request)
        problems, read = selectors.unsound(person, content)
        if not problems:
            try:
                day = form.cleaned_data["effective_from"]
                staged = services.upload(actor=person, content=content, effective_from=day)
                return redirect("form_upload", staged_id=staged.id)
            except MoeliError as error:
                form.refuse(error)
        shown["refused"] = bool(problems)
        shown["findings"] = (findings(read) if read else refusals(problems))[:_MOST]
    status = 400 if form.errors or shown.get("refused") else 200
    return render(request, "moeli/forms/upload.html", shown, status=status)


@plays_sounds
@require_GET
@signed_in()
def look(request: HttpRequest, staged_id: UUID) -> HttpResponseBase:
    """An upload as people will see it, with its findings and what it changes."""
    person = actor(request)
    row, read = selectors.upload(person, staged_id)
    changes = difference(person, staged_id)
    shown = {
        "row": row,
        "read": read,
        "findings": findings(read)[:_MOST],
        "changes": changes[:_MOST],
        "unlisted": max(len(changes) - _MOST, 0),
        "counts": compared(changes),
        **_preview(request, read.runnable, _served("form_upload_file", staged_id)),
    }
    return render(request, "moeli/forms/look.html", shown)


@plays_sounds
@require_GET
@signed_in(AUTHORING.action)
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponseBase:
    """An edition: its facts, its change notice, and the form side by side."""
    person = actor(request)
    row = selectors.edition(person, edition_id)
    changes = selectors.change_notice(person, row)
    rows = selectors.editions(person, row.form)
    line = next(each for each in edition_lines(rows, _names(rows)) if each.row.id == row.id)
    shown = {
        "line": line,
        "before": selectors.edition_before(row),
        "changes": changes[:_MOST],
        "unlisted": max(len(changes) - _MOST, 0),
        "counts": compared(changes),
        **_preview(request, selectors.loaded(row).form, _served("form_file", edition_id)),
    }
    return render(request, "moeli/forms/edition.html", shown)


def _preview(
    request: HttpRequest, form: xforms.Form, address: Callable[[str], str]
) -> dict[str, Any]:
    """Two languages side by side: those that were asked for, else the first two."""
    names = list(form.languages)
    wanted = [each for each in request.GET.getlist("language") if each in names]
    sides = list(dict.fromkeys([*wanted, *names]))[:_SIDES]
    sides.sort(key=names.index)
    return {
        "title": form.title,
        "lines": Paginator(lines(form, sides, address), _PAGE).get_page(request.GET.get("page")),
        "languages": urlencode([("language", each) for each in sides]),
        "sides": tongues(sides),
        "tongues": tongues(names),
    }


def _served(url_name: str, id: UUID) -> Callable[[str], str]:
    return lambda name: reverse(url_name, args=[id, name])


def _names(rows: list[Any]) -> dict[str, str]:
    people = {each for row in rows for each in (row.staged_by, *row.approved_by)}
    return selectors.names(people)
