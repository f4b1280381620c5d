"""An upgrade is done whole, from a home of before, or everything is as it was."""

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from moeli.operations import locks
from moeli.operations.copies.inventory import Inventory
from moeli.operations.copies.sqlite import SqliteStore
from tests import old_home
from tests.old_home import KNOWN
from tests.operations.conftest import House

LOOK = """
from moeli.cli.house import open_house
open_house()
import json
from moeli.crossings.models import Inspection
from moeli.crossings.selectors import document_of
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
document = document_of(Inspection.objects.get(id="{inspection}"))
bodies = opened(Entry.objects.in_order().filter(sequence__lte=137).select_related("body"))
told = [document.document_number, document.primary_identifier, len(bodies)]
print(json.dumps(told))
"""


def upgraded(house: House, *words: str, with_: str = "good") -> subprocess.CompletedProcess[str]:
    to = () if "--without-backup" in words else ("--to", str(house.copies))
    extra = {"MOELI_BACKUP_RECIPIENT": house.public, "MOELI_TEST_UPGRADE": with_}
    extra |= {"DJANGO_SETTINGS_MODULE": "tests.operations.upgrades.settings"}
    return old_home.moeli(house.home, "upgrade", *to, *words, **extra)


def held(house: House) -> Inventory:
    return SqliteStore(house.home / "moeli.sqlite3").inventory()


def test_a_home_from_before_is_upgraded_and_what_it_sealed_still_opens(house: House) -> None:
    before = held(house)
    extra = {"MOELI_BACKUP_RECIPIENT": house.public}
    done = old_home.moeli(house.home, "upgrade", "--to", str(house.copies), **extra)
    assert done.returncode == 0, done.stderr
    after = held(house)
    assert list(before.losses(after)) == []
    assert {name: after.rows[name] for name in KNOWN["rows"]} == KNOWN["rows"]
    assert old_home.moeli(house.home, "journal", "verify").returncode == 0
    look = subprocess.run(
        [*old_home.words()[:1], "-c", LOOK.format(inspection=KNOWN["inspection"])],
        env=old_home.surroundings(house.home),
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [KNOWN["document_number"], KNOWN["primary_identifier"], KNOWN["entries"]]
    assert json.loads(look.stdout) == expected


def test_it_saves_migrates_and_verifies(house: House) -> None:
    done = upgraded(house)
    assert done.returncode == 0, done.stderr
    assert "applied upgrades.0001_initial" in done.stdout
    assert held(house).rows["upgrades_note"] == 1
    assert len(list(house.copies.glob("*.age"))) == 1


@pytest.mark.long
def test_a_second_upgrade_has_nothing_to_do_and_writes_no_backup(house: House) -> None:
    upgraded(house)
    done = upgraded(house)
    assert "0 migrations" in done.stdout
    assert len(list(house.copies.glob("*.age"))) == 1


@pytest.mark.parametrize(
    ("with_", "why"),
    [
        pytest.param(
            "failing", ["the migration found what it did not expect"], marks=pytest.mark.long
        ),
        pytest.param(
            "losing", ["moeli_crossings_crossing has 0 rows, before 59"], marks=pytest.mark.long
        ),
        (
            "unguarding",
            ["the guard moeli_entry_stays_as_it_is is gone", "entry 9 was changed"],
        ),
    ],
)
def test_a_failure_or_a_loss_leaves_everything_as_it_was(
    house: House, with_: str, why: list[str]
) -> None:
    before = held(house)
    done = upgraded(house, with_=with_)
    assert done.returncode == 1
    assert [each for each in why if each not in done.stderr] == []
    assert "The database is as it was before" in done.stderr
    assert list(before.differences(held(house))) == []


def test_a_migration_that_escaped_is_undone_by_the_backup(house: House) -> None:
    before = held(house)
    done = upgraded(house, with_="escaping")
    assert done.returncode == 1
    assert "the backup was put back" in done.stderr
    assert list(before.differences(held(house))) == []
    assert not (house.home / ".drafts" / "upgrade").exists()


@pytest.mark.long
def test_without_a_backup_it_says_that_it_cannot_go_back(house: House) -> None:
    done = upgraded(house, "--without-backup", with_="escaping")
    assert "It is NOT as before" in done.stderr


@pytest.mark.long
def test_a_loss_that_was_meant_is_accepted_by_name(house: House) -> None:
    done = upgraded(house, "--accept", "moeli_crossings_crossing", with_="losing")
    assert done.returncode == 0, done.stderr
    assert held(house).rows["moeli_crossings_crossing"] == 0


def test_foreign_keys_are_checked_again_afterwards(house: House) -> None:
    """They are off while SQLite changes tables; a decision without its inspection is refused."""
    with closing(sqlite3.connect(house.home / "moeli.sqlite3")) as opened, opened:
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute(
            "DELETE FROM moeli_crossings_inspection WHERE id IN "
            "(SELECT inspection_id FROM moeli_crossings_decision LIMIT 1)"
        )
    done = upgraded(house)
    assert done.returncode == 1
    assert "foreign key" in done.stderr.lower()


def test_while_the_site_is_served_nothing_is_begun(house: House) -> None:
    with locks.held(house.home / locks.SERVING, who="the site", alone=False):
        done = upgraded(house)
    assert done.returncode == 1
    assert "the site is being served" in done.stderr
    assert list(house.copies.iterdir()) == []


@pytest.mark.long
def test_where_no_backup_can_go_nothing_is_begun(house: House, tmp_path: Path) -> None:
    before = held(house)
    gone = house._replace(copies=tmp_path / "not-there")
    done = upgraded(gone)
    assert done.returncode == 1
    assert "is not there" in done.stderr
    assert list(before.differences(held(house))) == []
