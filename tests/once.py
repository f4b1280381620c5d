"""What a run of the tests needs made once: the first process that asks makes it, all use it."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_FOLDER = "TESTS_MADE_ONCE"


def begin() -> None:
    """Give this run its folder, unless another process, whose run it is, gave it already."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="moeli-tests-")
        atexit.register(shutil.rmtree, os.environ[_FOLDER], ignore_errors=True)


def made(name: str, make: Callable[[Path], None]) -> Path:
    """The path at which `make` left what it makes; nobody sees it half made."""
    place = Path(os.environ[_FOLDER]) / name
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            half = place.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            make(half)
            half.rename(place)
    return place
