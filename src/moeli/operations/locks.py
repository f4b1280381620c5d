"""Who holds a home folder: whoever serves it shares it, whoever exchanges it holds it alone.

The kernel lets go when the holder dies, so no lock outlives kill -9.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

SERVING: Final = ".serving.lock"
SAVING: Final = ".saving.lock"


@contextmanager
def held(path: Path, *, who: str, alone: bool = True) -> Iterator[None]:
    """Hold the lock file `path` for a block. Raises MoeliError `busy`, naming `who` may hold it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, path, who, alone=alone)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, who: str, *, alone: bool) -> None:
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise MoeliError(OperationsError.BUSY, what=path.parent.name, who=who) from error
