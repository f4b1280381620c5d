"""One version: its facts, its file, acknowledging it, going back to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.approvals.selectors import of_subject
from moeli.platform.errors import MoeliError
from moeli.platform.publications import selectors, services
from moeli.platform.publications.coverage import coverage
from moeli.platform.publications.forms import RollbackForm
from moeli.platform.publications.policies import ACKNOWLEDGING, FOR_POST, READING
from moeli.platform.publications.presenters import open_approval, post_lines, version_line


@require_GET
@signed_in(READING.action)
def look(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The version, who has it and who knows it."""
    person = actor(request)
    row = selectors.version(person, version_id)
    kind = selectors.kind_of(row.channel)
    own, post = selectors.said_by(person, row)
    shown = {
        "line": version_line(row),
        "kind": kind,
        "sound": row.statement().signed_by(bytes(row.public_key), bytes(row.signature)),
        "posts": post_lines(coverage(person, row)),
        "own": own,
        "post": post,
        "asks_her": kind.officers_acknowledge and person.may(ACKNOWLEDGING.action, person.place),
        "asks_post": kind.posts_acknowledge
        and bool(person.place)
        and person.may(FOR_POST.action, person.place),
        "may_publish": person.may(kind.publish),
        "text": selectors.printable(row),
    }
    return render(request, "moeli/publications/version.html", shown)


@require_GET
@signed_in(READING.action)
def file(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The content as it was uploaded."""
    content = selectors.readable(actor(request), version_id)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{version_id}"'
    return response


@require_POST
@signed_in(READING.action)
def acknowledge(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Say that she, or her post, knows it."""
    for_post = "for_post" in request.POST
    services.acknowledge(actor=actor(request), version_id=version_id, for_post=for_post)
    messages.success(
        request, _("Acknowledged for your post.") if for_post else _("Acknowledged. Thank you.")
    )
    return redirect("publication_version", version_id=version_id)


@require_http_methods(["GET", "POST"])
@signed_in(READING.action)
def back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Put this earlier version back into force, or ask for that where the channel demands it."""
    row = selectors.version(actor(request), version_id)
    form = RollbackForm(request.POST or None)
    if form.is_valid():
        try:
            return _gone_back(request, row.channel, row.number, form.cleaned_data["motive"])
        except MoeliError as error:
            form.refuse(error)
    shown = {
        "line": version_line(row),
        "form": form,
        "needs": bool(selectors.kind_of(row.channel).rollback_approval),
    }
    status = 400 if form.errors else 200
    return render(request, "moeli/publications/back.html", shown, status=status)


def _gone_back(request: HttpRequest, channel: str, number: int, motive: str) -> HttpResponse:
    person, needed = actor(request), selectors.kind_of(channel).rollback_approval
    subject = selectors.rollback_subject(channel, number)
    approval, granted = open_approval(of_subject(needed, subject))
    if needed and not granted:
        services.ask_for_rollback(actor=person, channel=channel, number=number, motive=motive)
        messages.success(request, _("Asked. Another person must approve it now."))
        return redirect("publication_channel", channel=channel)
    made = services.roll_back(
        actor=person,
        channel=channel,
        number=number,
        motive=motive,
        approval_id=approval.id if approval else None,
    )
    messages.success(request, _("The earlier version is in force again, under a new number."))
    return redirect("publication_version", version_id=made.id)
