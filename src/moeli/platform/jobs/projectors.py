"""What the verbs do to jobs of this node; applied again, or to another node's, they do nothing."""

from uuid import UUID

from django.db.models import QuerySet

from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import HELD, State
from moeli.platform.room import Recorded


def job_cancelled(recorded: Recorded) -> None:
    """At once while it waits; while it runs, its next step ends it."""
    job = _as_it_was(recorded)
    job.filter(state=State.RUNNING).update(state=State.CANCELLING)
    job.filter(state=State.WAITING).update(
        state=State.CANCELLED, ended_at=recorded.recorded_at, error=""
    )


def job_retried(recorded: Recorded) -> None:
    """It waits again, with all its attempts before it."""
    ended = _as_it_was(recorded).filter(state__in=(State.FAILED, State.CANCELLED))
    ended.update(
        state=State.WAITING,
        attempts=0,
        next_attempt_at=recorded.recorded_at,
        ended_at=None,
        turn=recorded.body["turn"] + 1,
    )


def job_failed(recorded: Recorded) -> None:
    """No attempt is left."""
    held = _as_it_was(recorded).filter(state__in=HELD)
    held.update(
        state=State.FAILED, ended_at=recorded.recorded_at, error=str(recorded.body["error"])
    )


def _as_it_was(recorded: Recorded) -> QuerySet[JobRow]:
    """By its turn: a job that has gone on since is not the one that the entry tells of."""
    return JobRow.objects.filter(id=UUID(recorded.subject), turn=recorded.body["turn"])
