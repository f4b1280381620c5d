"""A home with tables and nothing in them: made once by a run of the tests, then copied."""

import shutil
from pathlib import Path

from tests import old_home, once

TABLES = "moeli.sqlite3"


def put(home: Path) -> Path:
    """A fresh home in `home`, as `./moeli migrate` leaves it; others may not look inside."""
    shutil.copytree(_home(), home, dirs_exist_ok=True)
    home.chmod(0o700)
    return home


def put_tables(home: Path) -> None:
    """The tables alone: for a home that makes its own keys, and migrates in no time."""
    home.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(_home() / TABLES, home / TABLES)


def tables() -> Path:
    """A database with all tables, for copying."""
    return _home() / TABLES


def _home() -> Path:
    return once.made("home", _make)


def _make(home: Path) -> None:
    done = old_home.moeli(home, "migrate")
    assert done.returncode == 0, done.stderr
