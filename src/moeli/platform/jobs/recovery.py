"""Finding the jobs whose worker died, and those that a wrong clock put off."""

from datetime import datetime, timedelta

from django.db import transaction

from moeli.platform.jobs import attempts, queue
from moeli.platform.jobs.errors import WORKER_DIED
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import LONGEST_DELAY, State

LEASE = timedelta(seconds=60)
_NEVER_PUT_OFF_SO_LONG = 2 * LONGEST_DELAY


def recover(now: datetime, lease: timedelta = LEASE) -> None:
    """Give up the attempts of dead workers; each counts, and the lease was pause enough."""
    for job in JobRow.objects.abandoned(now, lease):
        attempts.failed(job, WORKER_DIED, at_once=True)
    for job in _misdated(now):
        _bring_forward(job, now)


def _misdated(now: datetime) -> list[JobRow]:
    too_late = now + _NEVER_PUT_OFF_SO_LONG
    return list(JobRow.objects.filter(state=State.WAITING, next_attempt_at__gt=too_late))


def _bring_forward(job: JobRow, now: datetime) -> None:
    """No delay is so long: the clock was ahead when it was set, and has been set back."""
    with transaction.atomic():
        same = JobRow.objects.filter(id=job.id, state=State.WAITING, turn=job.turn)
        if same.filter(next_attempt_at=job.next_attempt_at).update(next_attempt_at=now):
            job.next_attempt_at = now
            queue.post(job)
