"""One attempt, as the job's function sees it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from moeli.platform import clock
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import State
from moeli.platform.room import JobCancelledError


class StoppedError(Exception):
    """The worker is asked to end: the job goes on with its next step in another one."""


class OvertakenError(Exception):
    """Another attempt holds the job by now; the step that noticed it is rolled back."""


class Run:
    """Keeps the progress of one attempt (`platform.room.JobRun`)."""

    def __init__(self, job: JobRow, stopping: Callable[[], bool]) -> None:
        self._job, self._stopping = job, stopping

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What the job was asked to do."""
        return dict(self._job.arguments)

    @property
    def cursor(self) -> Mapping[str, Any]:
        """What the last progress of an earlier attempt kept."""
        return dict(self._job.cursor)

    def progress(
        self, done: int, total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        """Keep it with the step. Who cancelled or stopped is heard when the step is committed."""
        kept: dict[str, Any] = {"done": done, "heartbeat_at": clock.now()}
        if total is not None:
            kept["total"] = total
        if cursor is not None:
            kept["cursor"] = dict(cursor)
        mine = JobRow.objects.filter(id=self._job.id).held(self._job.turn)
        if not mine.update(**kept):
            raise OvertakenError
        state = mine.values_list("state", flat=True).get()
        transaction.on_commit(lambda: self._heed(state))

    def _heed(self, state: str) -> None:
        if state == State.CANCELLING:
            raise JobCancelledError
        if self._stopping():
            raise StoppedError
