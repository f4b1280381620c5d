"""A shredded key lies in no file of the home folder any more: database, log, or anything else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from moeli.platform.keyring import services as keyring
from moeli.platform.keyring import traces
from moeli.platform.keyring.models import DataKey
from moeli.platform.vault.envelope import Binding
from tests.platform.notices.conftest import Progress

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps dead rows and its log: docs/explanation/keyring.md")


def sealed_for(number: int) -> bytes:
    """The wrapped key of a new subject."""
    keyring.seal(Binding(f"person:{number}", "identity", "m", "f", "1"), b"x")
    return bytes(DataKey.objects.get(subject=f"person:{number}").wrapped or b"")


def shred(number: int) -> None:
    assert keyring.shred(subject=f"person:{number}", scope="identity") == 1


def in_files(wrapped: list[bytes]) -> list[bool]:
    """Of each key whether it lies in some file of the home; each file is read once."""
    kept = (path for path in Path(settings.MOELI_HOME).rglob("*") if path.is_file())
    found = [False] * len(wrapped)
    for data in (path.read_bytes() for path in kept):
        found = [was or each in data for was, each in zip(found, wrapped, strict=True)]
    return found


@contextmanager
def somebody_reads() -> Iterator[None]:
    """Another process in the middle of a long answer."""
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM moeli_vault_datakey").fetchone()
        yield


def test_a_shredded_key_lies_in_no_file_and_the_others_still_do() -> None:
    wrapped = [sealed_for(number) for number in range(30)]
    assert all(in_files(wrapped))
    for number in range(0, 30, 3):
        shred(number)
    assert in_files(wrapped) == [bool(number % 3) for number in range(30)]


def test_where_a_reader_prevents_it_the_shredding_stands_and_the_job_finishes_it() -> None:
    wrapped = sealed_for(1)
    with somebody_reads():
        shred(1)
        assert in_files([wrapped]) == [True]
        assert not traces.wipe()
    traces.wipe_as_job(Progress())
    assert in_files([wrapped]) == [False]


def test_a_writer_waits_afterwards_as_long_as_before() -> None:
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert traces.wipe()
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before == (20_000,)
