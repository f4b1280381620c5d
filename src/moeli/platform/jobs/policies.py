"""Who sees work in progress, and who may handle which job."""

from functools import reduce
from operator import or_

from django.db.models import Q

from moeli.platform import room
from moeli.platform.access.actor import Actor, Everywhere
from moeli.platform.access.policy import Policy
from moeli.platform.jobs.models import JobRow

SEEING = Policy(action="job.see")


def may_handle(actor: Actor, job: JobRow) -> bool:
    """Whether `actor` may see, cancel and retry this job: she may do its action, there."""
    declared = room.jobs().get(job.name)
    if declared is None or not SEEING.may(actor):
        return False
    return actor.may(declared.action, job.place)


def rows(actor: Actor) -> Q:
    """The jobs that `actor` may handle, as a filter. One without a place asks for the action."""
    if not SEEING.may(actor):
        return Q(pk__in=[])
    return reduce(or_, (_of(actor, job) for job in room.jobs().values()), Q(pk__in=[]))


def _of(actor: Actor, job: room.Job) -> Q:
    places = actor.places(job.action)
    if isinstance(places, Everywhere):
        return Q(name=job.name)
    return Q(name=job.name, place__in=["", *sorted(places)]) if places else Q(pk__in=[])
