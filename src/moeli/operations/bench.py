"""How fast a backup is written, read back and restored, on a home that is gone afterwards."""

import os
import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings

_QUICK, _FULL = 16, 256  # MB of blobs, and half as much of database
_MB = 1_000_000
_ROW = 1000


def run(*, quick: bool) -> dict[str, Any]:
    """MB/s of what is saved, not of what is written: blobs are ciphertext and do not shrink."""
    settings.configure(USE_I18N=False)
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as folder:
        return _measured(Path(folder), _QUICK if quick else _FULL)


def _measured(folder: Path, size: int) -> dict[str, Any]:
    from moeli.operations.copies import recipients, restore
    from moeli.operations.copies.backup import Installation, back_up
    from moeli.operations.copies.sqlite import SqliteStore

    home, copies, key = folder / "home", folder / "copies", folder / "offline.key"
    copies.mkdir()
    _furnish(home, size)
    saved = Installation(home, SqliteStore(home / "moeli.sqlite3"), home / "second-place" / "none")
    public = recipients.new_key(key)
    written = back_up(saved=saved, to=copies, public=public, keep=1)
    megabytes = sum(each.size for each in written.manifest.files.values()) / _MB
    begun = perf_counter()
    restore.restore(file=written.file, key_file=key, home=folder / "again")
    restored = perf_counter() - begun
    rows = [
        _row("backup, read back and compared", megabytes, written.seconds),
        _row("restore, compared", megabytes, restored),
    ]
    held = f"SQLite {size // 2} MB, blobs {size} MB; file {written.size / _MB:,.0f} MB"
    return {"home": held, "disk": str(folder.parent), "rows": rows}


def _furnish(home: Path, size: int) -> None:
    """A home of `size` MB of blobs and half as much of rows that resemble ciphertext."""
    from moeli.platform import node

    home.mkdir(mode=0o700)
    node.load_or_make(home)
    draw = random.Random(2019)  # noqa: S311 -- the same bytes at each run; nothing secret
    blobs = home / "blobs"
    blobs.mkdir()
    for number in range(size):
        (blobs / f"{number:04x}").write_bytes(draw.randbytes(_MB))
    _fill(home / "moeli.sqlite3", draw, size // 2 * _MB // _ROW)
    os.sync()


def _fill(file: Path, draw: random.Random, rows: int) -> None:
    """The tables that a backup asks for, and one of bulk."""
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("CREATE TABLE moeli_journal_head (node, epoch, sequence, digest)")
        opened.execute("CREATE TABLE django_migrations (app, name)")
        opened.execute("CREATE TABLE bulk (id INTEGER PRIMARY KEY, sealed BLOB)")
        sealed = ((draw.randbytes(_ROW),) for _ in range(rows))
        opened.executemany("INSERT INTO bulk (sealed) VALUES (?)", sealed)


def _row(work: str, megabytes: float, seconds: float) -> dict[str, Any]:
    return {"work": work, "MB": megabytes, "seconds": seconds, "MB/s": megabytes / seconds}
