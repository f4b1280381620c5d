"""Whether this site can do its work: what /healthz examines."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from moeli.operations.agents import standing
from moeli.platform import clock, node
from moeli.platform.errors import MoeliError
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import HELD, State
from moeli.platform.journal.models import Entry, Head

LATEST_WORK: Final = timedelta(minutes=2)
LEAST_FREE: Final = 100_000_000  # bytes: below it a decision may soon be refused


class NotWellError(Exception):
    """A part is not well; `str()` says why, without personal data."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is."""

    part: str
    well: bool
    text: str


def examine() -> list[Finding]:
    """Every part; none of the examinations can raise."""
    return [_finding(part, examination) for part, examination in _EXAMINATIONS.items()]


class Lately:
    """The last examination, for `seconds`: whoever asks often from elsewhere causes no writes."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, 0.0
        self._found: list[Finding] = []
        self._lock = Lock()

    def examine(self) -> list[Finding]:
        """As `examine`, perhaps of some seconds ago."""
        with self._lock:
            if monotonic() >= self._until:
                self._found, self._until = examine(), monotonic() + self._seconds
            return self._found


def lately() -> list[Finding]:
    """Every part, examined every five seconds at most: what machines are told at the door."""
    return _LATELY.examine()


def _finding(part: str, examination: Callable[[], str]) -> Finding:
    try:
        return Finding(part, True, examination())
    except NotWellError as error:
        return Finding(part, False, str(error))
    except (DatabaseError, MoeliError, OSError) as error:
        return Finding(part, False, type(error).__name__)


def _database() -> str:
    """Commits one page, or one transaction number: a disk that takes no write shows here."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            version = cursor.execute("PRAGMA user_version").fetchone()[0]
            cursor.execute(f"PRAGMA user_version = {int(version)}")
        else:
            cursor.execute("SELECT pg_current_xact_id()")
    return "a write was committed"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        raise NotWellError(f"{pending} migrations are missing")
    return "none is missing"


def _disk() -> str:
    free = shutil.disk_usage(Path(settings.MOELI_HOME)).free
    if free < LEAST_FREE:
        raise NotWellError(f"{free // 1_000_000} MB are free")
    return f"{free // 1_000_000} MB are free"


def _journal() -> str:
    """The head can be read and is the last entry of the chain."""
    head = Head.objects.filter(node=node.current().id).first()
    if head is None:
        return "empty"
    last = Entry.objects.filter(node=head.node, epoch=head.epoch, sequence=head.sequence).first()
    if last is None or bytes(last.digest) != bytes(head.digest):
        raise NotWellError(f"the head does not match entry {head.sequence}")
    return f"ends at {head.sequence}"


def _work() -> str:
    """Due work is taken, or a worker that shows its heartbeat is still at work before it."""
    late = clock.now() - LATEST_WORK
    due = JobRow.objects.filter(state=State.WAITING, next_attempt_at__lt=late)
    busy = JobRow.objects.filter(state__in=HELD, heartbeat_at__gte=late)
    if due.exists() and not busy.exists():
        raise NotWellError("due work is not taken: the worker does not run")
    return "due work is taken"


def _agents() -> str:
    """Each agent that is switched on ended a round lately."""
    told = [(each.well, _looks(each)) for each in standing.all_on()]
    if not all(well for well, _text in told):
        raise NotWellError("; ".join(text for _well, text in told))
    return "; ".join(text for _well, text in told) or "none is switched on"


def _looks(agent: standing.Standing) -> str:
    lives = "lives" if agent.alive else "does not live"
    ended = f"{agent.silent.total_seconds():.1f} s ago" if agent.silent is not None else "never"
    return f"{agent.name} {lives}, last round ended {ended}" + f" ({agent.failing})" * bool(
        agent.failing
    )


_LATELY: Final = Lately(seconds=5.0)
_EXAMINATIONS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "journal": _journal,
    "work": _work,
    "agents": _agents,
}
