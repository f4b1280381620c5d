"""The channels, one channel's versions, and what waits for an officer's acknowledgement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moeli.platform import clock, room
from moeli.platform.access.policy import signed_in
from moeli.platform.access.views.acting import actor
from moeli.platform.errors import absent
from moeli.platform.publications import selectors
from moeli.platform.publications.policies import ACKNOWLEDGING, READING
from moeli.platform.publications.presenters import (
    channel_line,
    staged_line,
    version_line,
    version_lines,
)


@require_GET
@signed_in(READING.action)
def channels(request: HttpRequest) -> HttpResponse:
    """What is in force of everything, and the uploads that wait."""
    today, now = clock.today(), clock.now()
    person, kinds = actor(request), room.publication_kinds().values()
    shown = {
        "families": room.publication_families().values(),
        "channels": [channel_line(kind, today, now) for kind in kinds],
        "uploads": [staged_line(each) for each in selectors.waiting(person)],
        "reviews": any(selectors.may_review(person, kind) for kind in kinds),
        "to_acknowledge": selectors.to_acknowledge(person),
    }
    return render(request, "moeli/publications/channels.html", shown)


@require_GET
@signed_in(READING.action)
def channel(request: HttpRequest, channel: str) -> HttpResponse:
    """Every version of one channel."""
    kind = room.publication_kind(channel)
    if kind is None:
        raise absent()
    shown = {
        "kind": kind,
        "versions": version_lines(selectors.versions(actor(request), channel)),
        "may_stage": actor(request).may(kind.stage),
    }
    return render(request, "moeli/publications/channel.html", shown)


@require_GET
@signed_in(ACKNOWLEDGING.action)
def to_acknowledge(request: HttpRequest) -> HttpResponse:
    """What she has still to read and acknowledge."""
    shown = {"versions": [version_line(each) for each in selectors.to_acknowledge(actor(request))]}
    return render(request, "moeli/publications/to_acknowledge.html", shown)
