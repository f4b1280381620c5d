"""The same upgrade, the same way back, on whichever engine the tests run."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from django.db import connection

from moeli.operations.copies.postgresql import PostgresqlStore
from moeli.operations.copies.sqlite import SqliteStore
from moeli.operations.copies.stores import Store, store_of
from tests import old_home

Site = tuple[Path, Store, dict[str, str]]


@pytest.fixture
def site(tmp_path: Path, transactional_db: None) -> Iterator[Site]:
    """A home with one account, its database on the engine under test."""
    home, told = tmp_path / "home", {}
    home.mkdir(mode=0o700)
    store = store_of(connection.settings_dict)
    if isinstance(store, PostgresqlStore):
        with store.scratch() as scratch:
            told = {"MOELI_DATABASE_URL": scratch.address}
            made(home, told)
            yield home, scratch, told
    else:
        made(home, told)
        yield home, SqliteStore(home / "moeli.sqlite3"), told


def made(home: Path, told: dict[str, str]) -> None:
    assert old_home.moeli(home, "migrate", **told).returncode == 0
    words = ("person", "administrator", "Katleho Sample")
    assert old_home.moeli(home, *words, typed="a long river of words\n", **told).returncode == 0


def upgraded(site: Site, with_: str) -> CompletedProcess[str]:
    home, _, told = site
    extra = {"DJANGO_SETTINGS_MODULE": "tests.operations.upgrades.settings"}
    extra |= {"MOELI_TEST_UPGRADE": with_, **told}
    return old_home.moeli(home, "upgrade", "--without-backup", **extra)


pytestmark = pytest.mark.long


@pytest.mark.both_engines
def test_a_failing_upgrade_changes_nothing_and_a_good_one_is_done(site: Site) -> None:
    _, store, _ = site
    before = store.inventory()
    failed = upgraded(site, "failing")
    assert failed.returncode == 1
    assert "The database is as it was before" in failed.stderr
    assert list(before.differences(store.inventory())) == []
    done = upgraded(site, "good")
    assert done.returncode == 0, done.stderr
    assert store.inventory().rows["upgrades_note"] == 1


@pytest.mark.both_engines
def test_a_backup_is_restored_into_an_empty_database_and_drilled(
    site: Site, tmp_path: Path
) -> None:
    from moeli.operations.copies import recipients

    home, store, told = site
    copies, key, place = tmp_path / "copies", tmp_path / "offline.key", tmp_path / "new"
    copies.mkdir()
    told = told | {"MOELI_BACKUP_RECIPIENT": recipients.new_key(key)}
    saved = old_home.moeli(home, "backup", "--to", str(copies), **told)
    assert saved.returncode == 0, saved.stderr
    backup = next(copies.glob("*.age"))
    words = ("restore", str(backup), "--key", str(key))
    drilled = old_home.moeli(home, *words, "--drill", **told)
    assert drilled.returncode == 0, drilled.stderr
    before = store.inventory()
    if isinstance(store, PostgresqlStore):
        full = old_home.moeli(home, *words, "--home", str(place), **told)
        assert "the database is not empty; nothing was touched" in full.stderr
        words = (*words, "--replace")
    restored = old_home.moeli(home, *words, "--home", str(place), **told)
    assert restored.returncode == 0, restored.stderr
    assert list(before.differences(store.inventory())) == []
    assert old_home.moeli(place, "journal", "verify", **told).returncode == 0
