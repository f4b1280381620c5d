"""A database of one test's own on the engine of this run, for processes that a test may kill."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from tests import fresh_home, old_home, once

_ADDRESS = "MOELI_DATABASE_URL"
_TEMPLATE = "moeli_with_tables"


@contextmanager
def put(home: Path) -> Iterator[dict[str, str]]:
    """Tables for a home that makes its own keys; what its processes are told, and where no home.

    On SQLite the tables lie in the home, on PostgreSQL in a database that is gone afterwards.
    """
    home.mkdir(mode=0o700, exist_ok=True)
    if _ADDRESS not in os.environ:
        fresh_home.put_tables(home)
        yield {}
        return
    name = f"own_{uuid4().hex}"
    with psycopg.connect(os.environ[_ADDRESS], autocommit=True) as server:
        words = SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(words.format(Identifier(name), Identifier(template())))
        yield {_ADDRESS: _beside(name)}
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def template() -> str:
    """The database with all tables on this run's server, from which others are copied."""
    once.made("postgresql", _make)
    return _TEMPLATE


def _make(place: Path) -> None:
    with psycopg.connect(os.environ[_ADDRESS], autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(_TEMPLATE)))
    done = old_home.moeli(place, "migrate", **{_ADDRESS: _beside(_TEMPLATE)})
    assert done.returncode == 0, done.stderr


def _beside(name: str) -> str:
    return f"{os.environ[_ADDRESS].rpartition('/')[0]}/{name}"
