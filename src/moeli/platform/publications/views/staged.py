"""An upload: its problems, its difference, asking another person, publishing."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.platform import room
from moeli.platform.access.policy import require, signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.approvals.selectors import of_subject
from moeli.platform.errors import MoeliError, absent
from moeli.platform.publications import selectors, services
from moeli.platform.publications.comparing import compared
from moeli.platform.publications.forms import ProposalForm, UploadForm
from moeli.platform.publications.presenters import (
    excess_lines,
    open_approval,
    problem_lines,
    staged_line,
    waits,
)

_PAGE = 25


@require_http_methods(["GET", "POST"])
@signed_in()
def upload(request: HttpRequest, channel: str) -> HttpResponse:
    """Upload a file; whatever is wrong with it is said on its own page."""
    kind = room.publication_kind(channel)
    if kind is None:
        raise absent()
    require(actor(request), kind.stage)
    form = UploadForm(request.POST or None, request.FILES or None, largest=kind.largest)
    if form.is_valid():
        day = form.cleaned_data["effective_from"]
        try:
            staged = services.stage(
                actor=actor(request), channel=channel, content=form.content(), effective_from=day
            )
        except MoeliError as error:
            form.refuse(error)
        else:
            return redirect("publication_staged", staged_id=staged.id)
    status = 400 if form.errors else 200
    shown = {"form": form, "kind": kind}
    return render(request, "moeli/publications/upload.html", shown, status=status)


@require_GET
@signed_in()
def look(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """The upload as it stands."""
    return _page(request, staged_id)


@require_POST
@signed_in()
def ask(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Ask another person to approve it."""
    form = ProposalForm(request.POST, beyond="override" in request.POST)
    if not form.is_valid():
        return _page(request, staged_id, form)
    try:
        services.propose(actor=actor(request), staged_id=staged_id, **form.cleaned_data)
    except MoeliError as error:
        form.refuse(error)
        return _page(request, staged_id, form)
    messages.success(request, _("Asked. Another person must look at it and approve it now."))
    return redirect("publication_staged", staged_id=staged_id)


@require_POST
@signed_in()
def publish(request: HttpRequest, staged_id: UUID, approval_id: UUID) -> HttpResponse:
    """Publish what was approved."""
    made = services.publish(actor=actor(request), staged_id=staged_id, approval_id=approval_id)
    messages.success(request, _("The version is published and signed."))
    return redirect("publication_version", version_id=made.id)


@require_POST
@signed_in()
def discard(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Throw it away."""
    services.discard(actor=actor(request), staged_id=staged_id)
    messages.success(request, _("The upload is thrown away."))
    return redirect("publications")


def _page(request: HttpRequest, staged_id: UUID, form: ProposalForm | None = None) -> HttpResponse:
    person = actor(request)
    row = selectors.staged(person, staged_id)
    kind = selectors.kind_of(row.channel)
    beyond = selectors.excesses(row)
    asked, granted = open_approval(of_subject(kind.approval, selectors.approval_subject(row)))
    changes = selectors.difference(person, staged_id)
    shown = {
        "line": staged_line(row),
        "kind": kind,
        "problems": problem_lines(row),
        "beyond": excess_lines(beyond),
        "counts": compared(changes),
        "changes": Paginator(changes, _PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "granted": granted,
        "waits": waits(asked),
        "open": not (row.published_as or row.discarded_at),
        "may_publish": person.may(kind.publish),
        "may_stage": person.may(kind.stage),
        "form": form or ProposalForm(beyond=bool(beyond)),
    }
    status = 400 if form else 200
    return render(request, "moeli/publications/staged.html", shown, status=status)
