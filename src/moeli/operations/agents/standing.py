"""How each agent stands: whether its process lives, when its last round ended, why one failed.

It lies in files of the home folder, since the pages, the doctor and the agent are processes of
their own and a round a second must cost no commit. Nobody lives who does not hold the lock.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from moeli.operations import locks
from moeli.platform import clock, room
from moeli.platform.room import Agent

LONGEST_SILENCE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Standing:
    """`silent` is how long ago the last good round ended; `failing` the code of the last error."""

    name: str
    alive: bool
    silent: timedelta | None
    failing: str

    @property
    def well(self) -> bool:
        """Whether it looks: one that has just been started may be at its first round."""
        return self.alive if self.silent is None else self.silent <= LONGEST_SILENCE


def all_on() -> tuple[Standing, ...]:
    """How every agent stands that the settings switch on."""
    return tuple(_standing(Notebook(each)) for each in room.agents_on())


def silences() -> Iterator[tuple[str, float]]:
    """For /metrics: seconds since the last good round; nothing of one that had none."""
    for each in all_on():
        if each.silent is not None:
            yield each.name, each.silent.total_seconds()


def living() -> Iterator[tuple[str, float]]:
    """For /metrics: 1 for each agent whose process lives, 0 for the others."""
    return ((each.name, float(each.alive)) for each in all_on())


class Notebook:
    """Where an agent writes how its rounds ended."""

    def __init__(self, agent: Agent) -> None:
        folder = Path(settings.MOELI_HOME) / "agents"
        folder.mkdir(mode=0o700, exist_ok=True)
        self.name, self.lock = agent.name, folder / f"{agent.name}.lock"
        self.round, self.failing = folder / f"{agent.name}.round", folder / f"{agent.name}.failing"

    def ended(self) -> None:
        """A round ended well, now."""
        now = clock.now().timestamp()
        self.round.touch(mode=0o600)
        os.utime(self.round, (now, now))
        self.failing.unlink(missing_ok=True)

    def failed(self, code: str) -> None:
        """A round ended with this error."""
        self.failing.write_text(code, encoding="utf-8")


def _standing(notebook: Notebook) -> Standing:
    silent, failing = None, ""
    with suppress(FileNotFoundError):
        ended = datetime.fromtimestamp(notebook.round.stat().st_mtime, UTC)
        silent = max(clock.now() - ended, timedelta(0))
    with suppress(FileNotFoundError):
        failing = notebook.failing.read_text(encoding="utf-8")
    return Standing(notebook.name, locks.is_held(notebook.lock), silent, failing)
