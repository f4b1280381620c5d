"""The worker: takes what is due, keeps its heartbeat going, ends after the present step."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection, transaction

from moeli.platform import clock
from moeli.platform.jobs import attempts, queue, recovery, schedules
from moeli.platform.jobs.errors import code_of
from moeli.platform.jobs.models import JobRow

_log = logging.getLogger("moeli.jobs")
_BEATS_A_LEASE = 6


class Worker:
    """Runs one job at a time until `stop` is called.

    `poll` is how many seconds it rests when nothing is due; `lease` how long a job stays with a
    worker that gives no sign of life.
    """

    def __init__(self, *, poll: float = 1.0, lease: timedelta = recovery.LEASE) -> None:
        self._poll, self._lease, self._stop = poll, lease, Event()

    def stop(self, *_signal: object) -> None:
        """End after the present step; fit for a signal handler."""
        self._stop.set()

    def work(self) -> None:
        """Run what is due, rest, again. A database that fails is waited for."""
        while not self._stop.is_set():
            try:
                busy = self.turn()
            except DatabaseError as error:
                _log.warning("event=database_failed code=%s", code_of(error))
                connection.close()
                busy = False
            if not busy:
                self._stop.wait(self._poll)

    def run_due(self) -> int:
        """Run until nothing is due; how many attempts that took."""
        count = 0
        while not self._stop.is_set() and self.turn():
            count += 1
        return count

    def turn(self) -> bool:
        """Look after schedules and dead workers, then run one attempt; False when none is due."""
        now = clock.now()
        schedules.ask_for_due(now)
        recovery.recover(now, self._lease)
        if not queue.is_due(clock.now()):
            return False
        job = _claimed()
        if job:
            with _beating(job, self._lease / _BEATS_A_LEASE):
                attempts.run(job, self._stop.is_set)
        return True


def _claimed() -> JobRow | None:
    """Off the queue and held, together: a worker that dies in between has done neither."""
    with transaction.atomic():
        job_id = queue.take(clock.now())
        return attempts.claim(job_id) if job_id else None


@contextmanager
def _beating(job: JobRow, every: timedelta) -> Iterator[None]:
    over = Event()
    work = (_beat, job, every.total_seconds(), over)
    heart = Thread(target=copy_context().run, args=work, name="heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _beat(job: JobRow, seconds: float, over: Event) -> None:
    """A beat that the database refuses is left out: the next one counts as well."""
    try:
        while not over.wait(seconds):
            try:
                held = JobRow.objects.filter(id=job.id).held(job.turn)
                held.update(heartbeat_at=clock.now())
            except DatabaseError:
                connection.close()
    finally:
        connection.close()
