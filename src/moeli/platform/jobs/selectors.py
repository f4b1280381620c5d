"""Work in progress, as those who may handle it see it."""

from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.policies import SEEING, rows
from moeli.platform.jobs.states import UNFINISHED

SHOWN = 50


def unfinished(actor: Actor) -> list[JobRow]:
    """Jobs that wait or run and that `actor` may handle, in the order asked for; the first 50."""
    require(actor, SEEING.action)
    found = JobRow.objects.filter(rows(actor), state__in=UNFINISHED)
    return list(found.order_by("asked_at", "id")[:SHOWN])


def ended(actor: Actor) -> list[JobRow]:
    """Jobs that ended and that `actor` may handle, the latest first; the last 50."""
    require(actor, SEEING.action)
    found = JobRow.objects.filter(rows(actor)).exclude(state__in=UNFINISHED)
    return list(found.order_by("-ended_at", "-id")[:SHOWN])
