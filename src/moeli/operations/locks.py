"""Who holds a home folder: whoever serves it shares it, whoever exchanges it holds it alone.

The kernel lets go when the holder dies, so no lock outlives kill -9.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Final

from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

SERVING: Final = ".serving.lock"
SAVING: Final = ".saving.lock"
_TRIES, _BETWEEN = 5, 0.05  # who only asks whether it is held has it for an instant


@contextmanager
def held(path: Path, *, who: str, alone: bool = True) -> Iterator[None]:
    """Hold the lock file `path` for a block. Raises MoeliError `busy`, naming `who` may hold it."""
    with _opened(path) as descriptor:
        for _try in range(_TRIES):
            if _taken(descriptor, alone=alone):
                break
            sleep(_BETWEEN)
        else:
            raise MoeliError(OperationsError.BUSY, what=path.parent.name, who=who)
        yield


def is_held(path: Path) -> bool:
    """Whether anybody holds the lock file `path` now."""
    with _opened(path) as descriptor:
        return not _taken(descriptor, alone=True)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int, *, alone: bool) -> bool:
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
