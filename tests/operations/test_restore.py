"""The way back: checked before anything is touched, put in place whole, and told in words."""

import dataclasses
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from moeli.operations import locks
from moeli.operations.copies import restore as restoring
from moeli.operations.copies.restore import drill, restore
from moeli.platform.node import description
from tests import old_home
from tests.old_home import KNOWN
from tests.operations.conftest import House
from tests.refusals import refused


@pytest.fixture
def backup(house: House) -> Path:
    return house.save().file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the new home shall be."""
    return tmp_path / "new"


def test_a_lost_home_comes_back_with_the_same_rows_journal_and_keys(
    house: House, backup: Path, place: Path
) -> None:
    before = house.saved.store.inventory()
    outcome = restore(file=backup, key_file=house.key, home=place)
    assert outcome.findings == []
    again = old_home.moeli(place, "journal", "verify")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "137 entries, one chain" in again.stdout
    database = house.saved.store.__class__(place / "moeli.sqlite3")
    assert list(before.differences(database.inventory())) == []
    for key in (house.home / "keys").iterdir():
        assert (place / "keys" / key.name).read_bytes() == key.read_bytes()


def test_everything_in_it_is_for_its_owner_alone(house: House, backup: Path, place: Path) -> None:
    restore(file=backup, key_file=house.key, home=place)
    assert {oct(p.stat().st_mode & 0o077) for p in [place, *place.rglob("*")]} == {"0o0"}


def test_the_node_begins_a_new_epoch_and_is_otherwise_the_same(
    house: House, backup: Path, place: Path
) -> None:
    assert restore(file=backup, key_file=house.key, home=place).epoch == 2
    before = description.read(house.home / "node.toml")
    assert description.read(place / "node.toml") == dataclasses.replace(before, epoch=2)


@pytest.mark.long
def test_entries_after_the_restoration_go_on_in_the_new_epoch(
    house: House, backup: Path, place: Path
) -> None:
    restore(file=backup, key_file=house.key, home=place)
    assert old_home.moeli(place, "upgrade", "--without-backup").returncode == 0
    words = ("person", "second.admin", "Katleho Sample")
    done = old_home.moeli(place, *words, typed="a long river of words\n")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(place / "moeli.sqlite3")) as opened:
        rows = opened.execute("SELECT epoch, count(*) FROM moeli_journal_entry GROUP BY epoch")
        assert dict(rows.fetchall())[2] >= 1
    assert old_home.moeli(place, "journal", "verify").returncode == 0


def test_a_home_with_something_in_it_is_not_touched(house: House, backup: Path) -> None:
    before = sorted(house.home.rglob("*"))
    with refused("restore_not_empty"):
        restore(file=backup, key_file=house.key, home=house.home)
    assert sorted(house.home.rglob("*")) == before


def test_what_is_replaced_is_kept_beside_it(house: House, backup: Path) -> None:
    (house.home / "note.txt").write_text("written after the backup")
    outcome = restore(file=backup, key_file=house.key, home=house.home, replace=True)
    assert outcome.replaced
    assert (outcome.replaced / "note.txt").exists()
    assert not (house.home / "note.txt").exists()


def test_a_home_that_is_served_is_not_exchanged(house: House, backup: Path) -> None:
    serving = locks.held(house.home / locks.SERVING, who="the site", alone=False)
    with serving, refused("busy"):
        restore(file=backup, key_file=house.key, home=house.home, replace=True)


@pytest.mark.parametrize("where", [0.001, 0.2, 0.5, 0.999])
def test_a_damaged_backup_leaves_nothing_behind(
    house: House, backup: Path, place: Path, where: float
) -> None:
    data = bytearray(backup.read_bytes())
    data[int(where * len(data))] ^= 1
    backup.write_bytes(bytes(data))
    with refused("backup_unreadable"):
        restore(file=backup, key_file=house.key, home=place)
    assert not place.exists()
    assert not [path for path in place.parent.iterdir() if path.name.endswith(".draft")]


def test_a_database_that_is_not_what_the_manifest_says_is_not_put_in_place(
    house: House, backup: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the copy back wrongly stands for a disk that returns something else."""
    store = house.saved.store.__class__
    count = store.inventory

    def forgetful(self: object) -> object:
        found = count(self)  # type: ignore[arg-type]
        return type(found)(
            {**found.rows, "moeli_access_user": 6}, found.heads, found.migrations, found.guards
        )

    monkeypatch.setattr(store, "inventory", forgetful)
    with refused("restore_differs") as caught:
        restore(file=backup, key_file=house.key, home=place)
    assert "moeli_access_user has 6 rows, not 7" in str(caught.value)
    assert not place.exists()


def test_an_attempt_that_was_killed_is_cleared_away_by_the_next(
    house: House, backup: Path, place: Path
) -> None:
    left = place.with_name(f".{place.name}.draft")
    (left / "keys").mkdir(parents=True)
    restore(file=backup, key_file=house.key, home=place)
    assert not left.exists()


def test_a_disk_of_its_own_is_not_exchanged(house: House, backup: Path) -> None:
    with refused("restore_mount_point"):
        restore(file=backup, key_file=house.key, home=Path("/proc"))


def test_the_second_place_tells_how_much_was_lost(house: House, place: Path) -> None:
    second = house.copies / "anchors.jsonl"
    (house.home / "moeli.toml").write_text(f'anchor_copy = "{second}"\n')
    shutil.copy(house.home / "second-place" / "anchors.jsonl", second)
    backup = house.save().file
    later = second.read_text().replace('"sequence": 120', '"sequence": 400')
    second.write_text(second.read_text() + later)
    words = ("restore", str(backup), "--key", str(house.key), "--home", str(place))
    done = old_home.moeli(house.home, *words)
    assert "LOST HERE: the second place names entry 400, the backup ends at 137" in done.stdout
    assert "This node begins epoch 2" in done.stdout


def test_a_second_place_that_is_gone_is_filled_again(house: House, place: Path) -> None:
    second = house.copies / "anchors" / "anchors.jsonl"
    (house.home / "moeli.toml").write_text(f'anchor_copy = "{second}"\n')
    backup = house.save().file
    restore(file=backup, key_file=house.key, home=place)
    assert second.read_bytes() == (house.home / "second-place" / "anchors.jsonl").read_bytes()


def test_a_drill_proves_it_and_leaves_nothing(
    house: House, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring.tempfile, "gettempdir", lambda: str(tmp_path))
    before = sorted(path for path in house.home.rglob("*"))
    outcome = drill(file=backup, key_file=house.key)
    assert outcome.findings == []
    assert outcome.manifest.inventory.entries == 137
    assert sorted(path for path in house.home.rglob("*")) == before
    drills = next(tmp_path.glob("moeli-drills-of-*"))
    assert [path for path in drills.iterdir() if path.is_dir()] == []


def test_a_drill_does_not_use_a_folder_that_others_can_enter(
    house: House, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring.tempfile, "gettempdir", lambda: str(tmp_path))
    drill(file=backup, key_file=house.key)
    next(tmp_path.glob("moeli-drills-of-*")).chmod(0o755)
    with refused("backup_unreadable"):
        drill(file=backup, key_file=house.key)


def test_the_command_prints_figures_and_what_comes_next(
    house: House, backup: Path, place: Path
) -> None:
    key = str(house.key)
    done = old_home.moeli(house.home, "restore", str(backup), "--key", key, "--drill")
    assert done.returncode == 0, done.stderr
    assert f"rows: as in the manifest.\nThe journal ends at entry {KNOWN['entries']}" in done.stdout
    words = ("restore", str(backup), "--key", key, "--home", str(place))
    assert "./moeli doctor" in old_home.moeli(house.home, *words).stdout
    again = old_home.moeli(house.home, *words)
    assert again.returncode == 1
    assert again.stderr.startswith(f"moeli: {place} is not empty; nothing was touched.")


@pytest.mark.long
def test_a_journal_that_was_tampered_with_is_restored_and_said(house: House, place: Path) -> None:
    """The copy is what was saved; that it does not stand must be seen, not hidden."""
    with closing(sqlite3.connect(house.home / "moeli.sqlite3")) as opened, opened:
        opened.execute("DROP TRIGGER moeli_entry_stays_as_it_is")
        opened.execute("UPDATE moeli_journal_entry SET actor = 'else' WHERE sequence = 9")
    backup = house.save().file
    done = old_home.moeli(
        house.home, "restore", str(backup), "--key", str(house.key), "--home", str(place)
    )
    assert done.returncode == 1
    assert "FOUND in the journal: entry 9 was changed" in done.stderr
    assert (place / "moeli.sqlite3").exists()
