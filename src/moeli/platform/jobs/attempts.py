"""Claiming a job, running it once, and writing down how that ended."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from moeli.platform import clock, room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.jobs import queue
from moeli.platform.jobs.errors import code_of
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.run import OvertakenError, Run, StoppedError
from moeli.platform.jobs.states import State, delay_after
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.room import JobCancelledError

_log = logging.getLogger("moeli.jobs")
_ATTEMPTS_OF_THE_UNKNOWN = 1


def perform(job_id: UUID) -> None:
    """Claim the job, if it still waits, and run it once."""
    with transaction.atomic():
        job = claim(job_id)
    if job:
        run(job)


def claim(job_id: UUID) -> JobRow | None:
    """Hold the job for one attempt; None when it does not wait (any more)."""
    waiting = JobRow.objects.select_for_update().filter(id=job_id, state=State.WAITING)
    job = waiting.first()
    if job:
        job.state, job.heartbeat_at = State.RUNNING, clock.now()
        job.started_at = job.started_at or job.heartbeat_at
        job.attempts, job.turn = job.attempts + 1, job.turn + 1
        job.save()
    return job


def run(job: JobRow, stopping: Callable[[], bool] = lambda: False) -> None:
    """Run a claimed job once. Nothing that its function raises leaves here."""
    tell("started", job)
    try:
        room.jobs()[job.name].run(Run(job, stopping))
    except StoppedError:
        _put_back(job)
    except JobCancelledError:
        _end(job, State.CANCELLED)
    except OvertakenError:
        tell("overtaken", job)
    except Exception as error:  # noqa: BLE001 -- any failure of a job is one attempt that failed
        failed(job, code_of(error))
    else:
        _end(job, State.DONE)


def failed(job: JobRow, code: str, *, at_once: bool = False) -> None:
    """Try again later, or `at_once`; after the last attempt the job has failed for good.

    The journal says so then. A job that somebody is cancelling is not tried again.
    """
    held = JobRow.objects.filter(id=job.id).held(job.turn).first()
    if held is None:
        return tell("overtaken", job)
    if held.state == State.CANCELLING:
        return _end(held, State.CANCELLED)
    if held.attempts >= _attempts_allowed(held.name):
        return _give_up(held, code)
    delay = timedelta(0) if at_once else delay_after(held.attempts)
    return _wait(held, held.attempts, delay, code)


def _put_back(job: JobRow) -> None:
    """The worker's end is not the job's failure: the attempt does not count."""
    _wait(job, job.attempts - 1, timedelta(0), "")


def _wait(job: JobRow, attempts: int, delay: timedelta, error: str) -> None:
    """Not when somebody cancels at this moment: then nothing is held, or it ends here."""
    job.next_attempt_at = clock.now() + delay
    with transaction.atomic():
        running = JobRow.objects.filter(id=job.id, turn=job.turn, state=State.RUNNING)
        kept = running.update(
            state=State.WAITING,
            attempts=attempts,
            next_attempt_at=job.next_attempt_at,
            error=error,
        )
        if kept:
            queue.post(job)
    if not kept:
        return _end(job, State.CANCELLED)
    return tell("failed" if error else "put_back", job, error or "-")


def _give_up(job: JobRow, code: str) -> None:
    """Two who find the same dead worker: the entry of the second is taken back."""
    body = {"job": job.name, "turn": job.turn, "error": code}
    entry = NewEntry(
        verb="job.failed", actor=SYSTEM.id, subject=str(job.id), place=job.place, body=body
    )
    with transaction.atomic():
        ended_at = record(entry).recorded_at
        mine = JobRow.objects.filter(id=job.id, state=State.FAILED, ended_at=ended_at)
        transaction.set_rollback(not mine.exists())
    tell("failed", job, code)


def _end(job: JobRow, state: State) -> None:
    ended: dict[str, Any] = {"state": state, "ended_at": clock.now(), "error": ""}
    kept = JobRow.objects.filter(id=job.id).held(job.turn).update(**ended)
    tell(str(state) if kept else "overtaken", job)


def _attempts_allowed(name: str) -> int:
    declared = room.jobs().get(name)
    return declared.attempts if declared else _ATTEMPTS_OF_THE_UNKNOWN


def tell(event: str, job: JobRow, code: str = "-") -> None:
    """One line of the log: names, numbers and codes, never a text."""
    _log.info("event=%s job=%s id=%s turn=%d code=%s", event, job.name, job.id, job.turn, code)
