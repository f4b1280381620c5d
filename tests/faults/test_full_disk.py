"""The disk fills while officers decide: what was acknowledged is there, what was not is said."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError

import pytest

from moeli.demo.browser import Browser, Form, Page
from moeli.demo.specimens import specimens
from moeli.demo.walk import sign_in
from moeli.operations.copies import recipients
from tests import old_home

GIVE_HER_AN_APP = """
from moeli.demo.people import people
from moeli.demo.signing_in import OFFICER
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
secret = next(each.secret for each in people() if each.username == OFFICER)
User.objects.filter(username=OFFICER).update(demo=True)
officer = User.objects.get(username=OFFICER)
services.give_demo_app(actor=SYSTEM, person_id=officer.id, secret=secret)
"""
ROOM = 2_000_000  # bytes that are left: the database fills them itself
DISK = 48_000_000  # bytes: a home, its style sheets, and room for some decisions
SENTENCES = (
    "Moeli cannot reach its records. Nothing was changed.",
    "This page cannot be shown, because the journal cannot record that you read it.",
    "Moeli cannot write to its records now. Nothing was recorded",
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs"]
    if subprocess.run(["mount", *options, folder], capture_output=True, check=False).returncode:
        pytest.skip("this machine mounts no small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


class Desk:
    """An officer who decides one inspection after another over real HTTP and keeps count."""

    def __init__(self, base: str) -> None:
        self.browser = Browser(base)
        self.acknowledged: list[str] = []
        self.refused: Counter[str] = Counter()

    def decide(self) -> bool:
        """One traveller; whether the page said that the decision is recorded."""
        try:
            desk = self.browser.get("/desk/")
            page = self.browser.send(desk, desk.form_with("zone"), zone=specimens()["lesotho"].zone)
            inspection = page.url.rstrip("/").rpartition("/")[2]
            answer = self.browser.send(page, _form(page, "admitted"))
        except HTTPError as error:
            words = " ".join(error.read().decode().split())
            said = next((each for each in SENTENCES if each in words), words[:200])
            self.refused[f"{error.code} {said}"] += 1
            return False
        if "Recorded." in answer.text:
            self.acknowledged.append(inspection)
            return True
        self.refused[answer.text[:80]] += 1
        return False


def _form(page: Page, outcome: str) -> Form:
    return next(form for form in page.forms if form.values.get("outcome") == outcome)


@pytest.fixture
def desk(disk: Path) -> Iterator[Desk]:
    home = old_home.brought_up_to_date(disk / "home")
    assert old_home.moeli(home, "manage", "shell", "--command", GIVE_HER_AN_APP).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    site = old_home.started(home, "serve", "--port", port)
    desk = Desk(f"http://127.0.0.1:{port}")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            sign_in(desk.browser)
            break
        except OSError:
            time.sleep(0.2)
    yield desk
    site.terminate()
    assert site.wait(timeout=40) == 0


def fill(disk: Path, leave: int = 0) -> Path:
    """Take all the room there is, to the last block, but for `leave` bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    os.truncate(ballast, ballast.stat().st_size - leave)
    return ballast


def decided_in(disk: Path) -> set[str]:
    with closing(sqlite3.connect(disk / "home" / "moeli.sqlite3")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = opened.execute("SELECT inspection_id FROM moeli_crossings_decision")
        return {str(id).replace("-", "") for (id,) in rows}


def test_every_acknowledged_decision_outlives_a_full_disk(
    disk: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(4):
        assert desk.decide(), desk.refused
    ballast = fill(disk, leave=ROOM)
    for _ in range(400):  # decisions until the room is used up, and some more
        desk.decide()
        if sum(desk.refused.values()) >= 10:
            break
    assert sum(desk.refused.values()) >= 10, "the disk was never full: the test proves nothing"
    during = len(desk.acknowledged)
    ballast.unlink()
    until = time.monotonic() + 20
    while not desk.decide() and time.monotonic() < until:
        time.sleep(0.1)
    for _ in range(3):
        assert desk.decide(), desk.refused
    there = decided_in(disk)
    lost = [id for id in desk.acknowledged if id.replace("-", "") not in there]
    with capsys.disabled():
        sys.stdout.write(
            f"\nfull disk: {len(desk.acknowledged)} acknowledged ({during} before space returned), "
            f"{sum(desk.refused.values())} refused, {len(lost)} lost\n"
        )
    assert desk.acknowledged, "nothing was acknowledged: the test proves nothing"
    assert lost == []
    assert set(desk.refused) <= {f"503 {sentence}" for sentence in SENTENCES}, desk.refused
    assert old_home.moeli(disk / "home", "journal", "verify").returncode == 0


def test_a_backup_onto_a_full_disk_is_refused_and_leaves_the_earlier_ones(
    disk: Path, tmp_path: Path
) -> None:
    home = old_home.unpack(tmp_path / "home")
    copies = disk / "copies"
    copies.mkdir()
    told = {"MOELI_BACKUP_RECIPIENT": recipients.new_key(tmp_path / "offline.key")}
    assert old_home.moeli(home, "backup", "--to", str(copies), **told).returncode == 0
    (home / "blobs").mkdir()
    (home / "blobs" / "large").write_bytes(os.urandom(DISK))
    before = {file.name: file.read_bytes() for file in copies.iterdir()}
    done = old_home.moeli(home, "backup", "--to", str(copies), **told)
    assert done.returncode == 1
    assert "moeli: The backup was not written" in done.stderr
    assert "No space left on device" in done.stderr
    assert "Earlier backups stand as they were." in done.stderr
    assert {file.name: file.read_bytes() for file in copies.iterdir()} == before


@pytest.mark.long
def test_a_backup_of_a_home_on_a_full_disk_is_refused_and_leaves_it_as_it_is(
    disk: Path, tmp_path: Path
) -> None:
    home = old_home.brought_up_to_date(disk / "home")
    copies = tmp_path / "copies"
    copies.mkdir()
    told = {"MOELI_BACKUP_RECIPIENT": recipients.new_key(tmp_path / "offline.key")}
    assert old_home.moeli(home, "manage", "shell", "--command", GIVE_HER_AN_APP).returncode == 0
    ballast = fill(disk)
    done = old_home.moeli(home, "backup", "--to", str(copies), **told)
    assert done.returncode == 1
    assert done.stderr.startswith("moeli: The ")
    assert "Traceback" not in done.stderr
    assert list(copies.iterdir()) == []
    ballast.unlink()
    again = old_home.moeli(home, "backup", "--to", str(copies), **told)
    assert again.returncode == 0, again.stderr
    shutil.rmtree(home)
