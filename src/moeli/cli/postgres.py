"""A PostgreSQL of the tests' and benches' own: made in a temporary folder, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from moeli.cli.workshop import WorkshopError, postgresql_programs

_SERVER_USER = "postgres"  # initdb refuses root
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def cluster(*, durable: bool = False, parent: Path | None = None) -> Iterator[str]:
    """Run a cluster for the length of a block; yields its address. Raises WorkshopError.

    A `durable` one waits for the disk, as in production: for what is measured.
    """
    programs = postgresql_programs()
    if programs is None:
        raise WorkshopError("Please install postgresql (Debian: apt-get install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="moeli-pg-", dir=parent))
    try:
        _hand_over(folder)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", "moeli", "-A", "trust", "-E", "UTF8", "-N")
        where = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        options = where if durable else f"{_FAST} {where}"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://moeli@{quote(str(folder), safe='')}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _SERVER_USER, _SERVER_USER)


def _run(*words: object) -> None:
    user = _SERVER_USER if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(word) for word in words],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise WorkshopError(f"PostgreSQL: {(done.stderr or done.stdout).strip()}")
