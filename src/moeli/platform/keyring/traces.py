"""What a shredded key leaves in SQLite's write-ahead log, and its removal.

`secure_delete` overwrites the key in the database's file, but the log keeps the page as it was,
until it is written back and cut. PostgreSQL has no such command: see docs/explanation/vault.md.
"""

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from moeli.platform.room import JobRun

_PATIENCE_MS = 500


def wipe_after_commit() -> None:
    """Once this transaction commits, cut the log; where a reader prevents it, the job does."""
    transaction.on_commit(wipe)


def wipe_as_job(_run: JobRun) -> None:
    """The same on a schedule: what readers once prevented is done soon."""
    wipe()


def wipe() -> bool:
    """Write the log back and cut it to nothing; whether it was, readers may prevent it."""
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            return _cut(cursor)
    except OperationalError:
        return False


def _cut(cursor: CursorWrapper) -> bool:
    """Without the patience of a writer: a request waits for it."""
    [before] = cursor.execute("PRAGMA busy_timeout").fetchone()
    cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    try:
        [busy, *_pages] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout={before:d}")
    return not busy
