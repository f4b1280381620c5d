"""Both engines are copied at one moment and filled whole; what they hold is told in figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from moeli.operations.copies.inventory import HeadAt, Inventory
from moeli.operations.copies.postgresql import PostgresqlStore
from moeli.operations.copies.sqlite import SqliteStore
from moeli.operations.copies.stores import Store, store_of
from moeli.platform.journal.services import NewEntry, record_all
from tests.refusals import refused


def recorded(count: int) -> None:
    from django.db import transaction

    body = {"purpose": "test", "ids": []}
    new = NewEntry(verb="record.read", actor="test", subject="", body=body)
    with transaction.atomic():
        record_all([new] * count)


@contextmanager
def elsewhere(store: Store, folder: Path) -> Iterator[Store]:
    """An empty database of the same kind."""
    if isinstance(store, PostgresqlStore):
        with store.scratch() as scratch:
            yield scratch
    else:
        yield SqliteStore(folder / "elsewhere.sqlite3")


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_a_copy_fills_an_empty_database_with_the_same(tmp_path: Path) -> None:
    recorded(7)
    store = store_of(connection.settings_dict)
    copied = store.snapshot(tmp_path / "copy")
    assert copied.heads[0].sequence >= 7
    assert copied.guards
    with elsewhere(store, tmp_path) as other:
        other.fill(tmp_path / "copy")
        assert list(copied.differences(other.inventory())) == []


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_a_database_that_moved_on_is_put_back_to_the_copy(tmp_path: Path) -> None:
    recorded(3)
    store = store_of(connection.settings_dict)
    copied = store.snapshot(tmp_path / "copy")
    with elsewhere(store, tmp_path) as other:
        other.fill(tmp_path / "copy")
        other.snapshot(tmp_path / "again")
        recorded(5)
        assert list(copied.differences(store.inventory()))
        other.fill(tmp_path / "again")
        assert list(copied.differences(other.inventory())) == []


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_what_an_open_transaction_sees_is_counted_by_its_own_connection() -> None:
    from django.db import transaction

    store = store_of(connection.settings_dict)
    with transaction.atomic():
        recorded(2)
        within = store.read(connection.connection)
        transaction.set_rollback(True)
    after = store.inventory()
    assert within.entries == after.entries + 2


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_a_copy_that_is_none_changes_nothing(tmp_path: Path) -> None:
    recorded(1)
    store = store_of(connection.settings_dict)
    store.snapshot(tmp_path / "copy")
    with elsewhere(store, tmp_path) as other:
        other.fill(tmp_path / "copy")
        before = other.inventory()
        (tmp_path / "rubbish").write_bytes(b"no database at all" * 100)
        with refused("backup_unreadable"):
            other.fill(tmp_path / "rubbish")
        assert list(before.differences(other.inventory())) == []


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_the_address_of_a_postgresql_leads_back_to_it() -> None:
    import dj_database_url

    store = store_of(connection.settings_dict)
    if isinstance(store, PostgresqlStore):
        again = PostgresqlStore.of_settings(dict(dj_database_url.parse(store.address)))
        assert again == store
        assert not store.is_empty()
    else:
        assert store.engine == "sqlite"


def test_a_password_goes_into_the_address_quoted() -> None:
    import dj_database_url

    table = {
        "host": "db.example",
        "port": "5433",
        "user": "m",
        "password": "a/b@c:d",
        "dbname": "x",
    }
    store = PostgresqlStore(table)
    assert PostgresqlStore.of_settings(dict(dj_database_url.parse(store.address))) == store


def test_a_missing_database_is_said(tmp_path: Path) -> None:
    with refused("backup_not_written"):
        SqliteStore(tmp_path / "none.sqlite3").snapshot(tmp_path / "copy")


TABLES = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9))


def inventory(rows: dict[str, int], sequence: int = 0, guards: tuple[str, ...] = ()) -> Inventory:
    return Inventory(rows, (HeadAt("n", 1, sequence, "00"),), ("a.0001",), guards)


@given(TABLES, TABLES)
def test_the_same_differs_in_nothing_and_anything_else_in_something(
    one: dict[str, int], other: dict[str, int]
) -> None:
    assert (list(inventory(one).differences(inventory(other))) == []) == (one == other)


@given(TABLES, TABLES)
def test_fewer_rows_in_any_table_are_a_loss_and_more_are_none(
    before: dict[str, int], after: dict[str, int]
) -> None:
    losses = list(inventory(before).losses(inventory(after)))
    fewer = [table for table, count in before.items() if after.get(table, 0) < count]
    assert len(losses) == len(fewer)
    assert list(inventory(before).losses(inventory(after), accepted=fewer)) == []


def test_a_shorter_journal_and_a_guard_gone_are_losses() -> None:
    before = inventory({}, 9, ("moeli_entry_stays",))
    assert list(before.losses(inventory({}, 8, ("moeli_entry_stays",))))
    assert list(before.losses(inventory({}, 9))) == ["the guard moeli_entry_stays is gone"]
    assert list(before.losses(inventory({}, 12, ("moeli_entry_stays", "another")))) == []


def test_an_inventory_is_the_same_after_a_manifest() -> None:
    from dataclasses import asdict

    one = inventory({"a": 1}, 3, ("g",))
    assert Inventory.of_table(asdict(one)) == one
