"""Starts the children, starts the dead again with growing pauses, ends them all together."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic, sleep
from types import FrameType

from moeli.operations.supervision.children import Child
from moeli.platform.logbook import note

_LOOK = 0.1  # seconds between two looks at the children
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_WELL_AFTER = 20.0  # a child that lived so long begins again with the first pause
_HOPELESS = 5  # a first child that dies so often in a row, never well, ends the site
_PATIENCE = 20.0  # seconds for all children to end by themselves


@dataclass(slots=True)
class _Post:
    """A child's place: who stands there, since when, and how often it fell."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    due: float = 0.0
    falls: int = 0

    def look(self) -> None:
        """Start the child when its pause is over; note its end."""
        if self.process is None:
            if monotonic() >= self.due:
                self._start()
            return
        code = self.process.poll()
        if code is not None:
            self._ended(code)

    def _start(self) -> None:
        self.process, self.since = self.child.start(), monotonic()
        note("child.started", child=self.child.name, pid=self.process.pid)

    def _ended(self, code: int) -> None:
        lived, pid = monotonic() - self.since, self.process.pid if self.process else 0
        _sweep(pid)
        self.falls = 1 if lived >= _WELL_AFTER else self.falls + 1
        pause = min(_FIRST_PAUSE * 2 ** (self.falls - 1), _LONGEST_PAUSE)
        self.process, self.due = None, monotonic() + pause
        seconds = round(lived, 1)
        note("child.ended", child=self.child.name, pid=pid, code=code, seconds=seconds)
        note("child.waits", child=self.child.name, seconds=pause)


class Supervisor:
    """Keeps `children` running until SIGTERM or SIGINT.

    The first child is the site itself: when it dies again and again without having been well,
    the supervisor gives up and answers 1, so that whoever started it sees it. It also ends all of
    them when `until` says so.
    """

    def __init__(
        self, children: Iterable[Child], *, until: Callable[[], bool] = lambda: False
    ) -> None:
        self._posts = [_Post(child) for child in children]
        self._until = until
        self._told: int | None = None

    def run(self) -> int:
        """Until told to stop, or hopeless; the exit code: 0, or 1."""
        before = {each: signal.signal(each, self._tell) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            while self._told is None and self._posts[0].falls < _HOPELESS:
                if self._until():
                    self._told = signal.SIGTERM
                    break
                for post in self._posts:
                    post.look()
                sleep(_LOOK)
            return self._end()
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _tell(self, number: int, _frame: FrameType | None) -> None:
        self._told = number

    def _end(self) -> int:
        """SIGTERM to all at once, SIGKILL to whoever stays; 1 when that, or hopelessness, was."""
        running = [post.process for post in self._posts if post.process]
        for process in running:
            process.terminate()
        until = monotonic() + _PATIENCE
        stayed = [process for process in running if not _gone(process, until)]
        for process in running:
            _sweep(process.pid)
        code = int(bool(stayed) or self._told is None)
        note("site.stopped", code=code)
        return code


def _sweep(leader: int) -> None:
    """End what a dead child started itself: a worker without its server would go on listening."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _gone(process: subprocess.Popen[bytes], until: float) -> bool:
    try:
        process.wait(timeout=max(0.0, until - monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True
