"""Kill -9 while a backup is written, and while an upgrade is under way: nothing is half."""

import random
import sys
import time
from pathlib import Path

import pytest

from moeli.operations.copies import archive, recipients
from moeli.operations.copies.sqlite import SqliteStore
from tests import old_home

BULK = 24_000_000  # bytes of blobs that make a backup take long enough to be killed in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return old_home.unpack(tmp_path / "home")


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("turns", [4, pytest.param(12, marks=pytest.mark.long)])
def test_a_killed_backup_leaves_no_file_that_looks_like_one(
    home: Path, copies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], turns: int
) -> None:
    key = tmp_path / "offline.key"
    told = {"MOELI_BACKUP_RECIPIENT": recipients.new_key(key)}
    words = ("backup", "--to", str(copies), "--keep", "99")
    (home / "blobs").mkdir()
    for number in range(4):
        (home / "blobs" / str(number)).write_bytes(random.Random(number).randbytes(BULK // 4))
    begun, found_partial, killed = time.monotonic(), 0, 0
    whole = old_home.moeli(home, *words, **told)
    assert whole.returncode == 0, whole.stderr
    usual = time.monotonic() - begun
    for turn in range(turns):
        before = set(copies.glob("*.age"))
        process = old_home.started(home, *words, **told)
        wait_for_partial(copies, usual, late=turn * 0.08)
        found_partial += bool(list(copies.glob(".*.partial")))
        killed += process.poll() is None
        old_home.killed(process)
        for file in set(copies.glob("*.age")) - before:  # it was done before the signal came
            opens(file, key)
    assert killed >= turns // 2, "too few backups were killed while they were written"
    assert found_partial >= 1, "no backup was killed in the middle of its file"
    done = old_home.moeli(home, *words, **told)
    assert done.returncode == 0, done.stderr
    assert list(copies.glob(".*.partial")) == []
    assert [path for path in (home / ".drafts").rglob("*") if path.is_file()] == []
    assert [opens(file, key) for file in copies.glob("*.age")]
    with capsys.disabled():
        told = f"{killed} backups killed, {found_partial} with half a file on the disk"
        sys.stdout.write(f"\n{told}; nothing half stands\n")


def wait_for_partial(copies: Path, usual: float, late: float) -> None:
    until = time.monotonic() + 3 * usual
    while time.monotonic() < until and not list(copies.glob(".*.partial")):
        time.sleep(0.005)
    time.sleep(late)


def opens(file: Path, key: Path) -> bool:
    with file.open("rb") as source:
        archive.examine(source, recipients.identity_in(key))
    return True


def test_a_killed_upgrade_leaves_the_database_as_it_was(home: Path, tmp_path: Path) -> None:
    store = SqliteStore(home / "moeli.sqlite3")
    before, half_done = store.inventory(), tmp_path / "half-done"
    told = {"MOELI_TEST_UPGRADE": "slow", "MOELI_TEST_HALF_DONE": str(half_done)}
    told |= {"DJANGO_SETTINGS_MODULE": "tests.operations.upgrades.settings"}
    process = old_home.started(home, "upgrade", "--without-backup", **told)
    until = time.monotonic() + 60
    while not half_done.exists() and time.monotonic() < until:
        assert process.poll() is None, "the upgrade ended before it was killed"
        time.sleep(0.02)
    old_home.killed(process)
    assert half_done.exists(), "nothing was under way: the test proves nothing"
    assert list(before.differences(store.inventory())) == []
    again = old_home.moeli(
        home, "upgrade", "--without-backup", **told | {"MOELI_TEST_UPGRADE": "good"}
    )
    assert again.returncode == 0, again.stderr
    assert store.inventory().rows["upgrades_note"] == 1
