"""Whose turn it is to write to a database file: among the threads here, then among processes.

A process that finds SQLite's own lock taken sleeps and looks again; meanwhile the other one takes
it several times over, and all threads here wait for the sleeper. A lock of the kernel on a file
beside the database wakes whoever waits. It is let go by itself when a process dies.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

_SUFFIX: Final = "-turn"  # beside SQLite's own -wal and -shm


class Turn:
    """Of one database; `name` is a path, or what SQLite calls a database in memory."""

    def __init__(self, name: str) -> None:
        self._name, self._threads, self._file = name, Lock(), -1

    def take(self, timeout: float) -> bool:
        """Wait for it; False when a thread here has held it for `timeout` seconds.

        Among processes it is waited for as long as the other one lives and holds it: that process
        itself gives up on SQLite in time.
        """
        if not self._threads.acquire(timeout=timeout):
            return False
        with suppress(OSError):  # no such file can be made: SQLite's own lock decides, as ever
            fcntl.flock(self._opened(), fcntl.LOCK_EX)
        return True

    def give_back(self) -> None:
        """Whoever waits is woken."""
        if self._file >= 0:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def is_free(self) -> bool:
        """Whether no thread here has it."""
        return not self._threads.locked()

    def forget(self) -> None:
        """In a process that was forked: the file is its parent's, and so is the turn."""
        if self._file >= 0:
            os.close(self._file)
        self._threads, self._file = Lock(), -1

    def _opened(self) -> int:
        if self._file < 0:
            if not Path(self._name).is_file():
                raise FileNotFoundError
            self._file = os.open(self._name + _SUFFIX, os.O_RDWR | os.O_CREAT, 0o600)
        return self._file


_turns: Final[dict[str, Turn]] = {}


def turn_of(name: str) -> Turn:
    """The turn at the database with this name: one for all threads of this process."""
    return _turns.setdefault(name, Turn(name))


def _forget_all() -> None:
    for each in _turns.values():
        each.forget()


os.register_at_fork(after_in_child=_forget_all)
