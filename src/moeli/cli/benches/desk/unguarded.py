"""SQLite while a bench fills a file of its own: nothing is done for a crash, which would end it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_PRAGMAS = (
    "foreign_keys=OFF",  # the rows come in an order that holds; asked for each it costs a look
    "locking_mode=EXCLUSIVE",
    "synchronous=OFF",
    "cache_size=-1000000",  # kB: the indexes whose keys come in no order stay in memory
    "journal_mode=OFF",
)


@contextmanager
def unguarded() -> Iterator[None]:
    """For the length of a block, outside any transaction; a block that fails leaves a torn file.

    Raises OperationalError where somebody else has the file open.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.close()
    with connection.cursor() as cursor:
        for each in _PRAGMAS:
            cursor.execute(f"PRAGMA {each}")
    try:
        yield
    finally:
        connection.close()  # the next connection is opened as the settings say
