"""A house of the bench's own on one engine, waiting for the disk as in production; then gone."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from moeli.cli.postgres import cluster


@dataclass(frozen=True, slots=True)
class House:
    """Where it lies, on which engine, and the process of its database (0: the site's own)."""

    home: Path
    engine: str
    database_pid: int = 0

    @property
    def described(self) -> str:
        """The database in words."""
        if self.database_pid:
            return "PostgreSQL, fsync and synchronous_commit on, over a Unix socket"
        return "SQLite, WAL, synchronous=FULL"

    def disk_bytes(self) -> int:
        """What the database takes on the disk now."""
        from django.db import connection

        with connection.cursor() as cursor:
            if self.database_pid:
                cursor.execute("SELECT pg_database_size(current_database())")
                return int(cursor.fetchone()[0])
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self.home / "moeli.sqlite3").stat().st_size


@contextmanager
def house(engine: str, folder: Path | None, needed: int) -> Iterator[House]:
    """A migrated house for the length of a block. Raises SystemExit where the disk is too small."""
    with ExitStack() as stack:
        stack.enter_context(_ended_as_by_hand())
        home = Path(stack.enter_context(_temporary(folder)))
        _check_disk(home, needed)
        os.environ["MOELI_HOME"] = str(home)
        os.environ["MOELI_ANCHOR_COPY"] = str(home / "second-place" / "anchors.jsonl")
        os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
        os.environ.pop("MOELI_DATABASE_URL", None)
        pid = 0
        if engine == "postgresql":
            address = stack.enter_context(cluster(durable=True, parent=folder))
            os.environ["MOELI_DATABASE_URL"] = address
            pid = _postmaster(address)
        _set_up()
        yield House(home, engine, pid)
        _close()


@contextmanager
def _ended_as_by_hand() -> Iterator[None]:
    """Who sends SIGTERM also wants the folder gone: it is tens of gigabytes."""
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _temporary(folder: Path | None) -> Iterator[str]:
    home = tempfile.mkdtemp(prefix="moeli-bench-", dir=folder)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _check_disk(home: Path, needed: int) -> None:
    free = shutil.disk_usage(home).free
    told = f"{needed / 1e9:,.1f} GB of disk are needed in {home.parent}, {free / 1e9:,.1f} are free"
    if free < needed:
        raise SystemExit(f"moeli: {told}. Name another folder with --folder.")
    print(f"{told}.", file=sys.stderr)


def _set_up() -> None:
    import django

    django.setup()
    from moeli.cli import ready

    ready.migrate()
    ready.collect()


def _close() -> None:
    from django.db import connection

    connection.close()


def _postmaster(address: str) -> int:
    folder = unquote(urlsplit(address).netloc.partition("@")[2])
    return int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])
