"""The scanner's agent is killed with -9 again and again: nothing is lost, nothing is taken twice.

The ordinary run has the same moments without processes: tests/documents/test_scanner_folder.py.
"""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import fresh_home, old_home
from tests.documents.drawn import jpeg

pytestmark = pytest.mark.long
SCANS, KILLS, PATIENCE = 24, 8, 180.0


def in_house(home: Path, act: str) -> str:
    surroundings = old_home.surroundings(home, DJANGO_SETTINGS_MODULE="moeli.config.settings.dev")
    words = [sys.executable, "-P", str(Path(__file__).with_name("scanner_desk.py")), act]
    return subprocess.run(
        words, env=surroundings, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The home of a post with one desk, and beside it the folder of that desk's scanner."""
    home, folder = fresh_home.put(tmp_path / "home"), tmp_path / "scans" / "msb-desk-1"
    folder.mkdir(parents=True)
    settings = home / "moeli.toml"
    settings.write_text(f'scanner_folder = "{folder.parent}"\n', encoding="utf-8")
    settings.chmod(0o600)
    in_house(home, "enrol")
    return home


def scan(folder: Path, name: str) -> None:
    """As a scanner that writes a page and then names it."""
    draft = folder / f".{name}"
    draft.write_bytes(jpeg())
    draft.rename(folder / f"{name}.jpg")


def waiting(folder: Path) -> int:
    return len(list(folder.glob("*.jpg")))


def killed_while_it_takes(home: Path, folder: Path, chance: random.Random) -> int:
    """One life of the agent: it ends by SIGKILL at some moment after it has begun to take."""
    before, agent = waiting(folder), old_home.started(home, "agent", "scanner")
    until = time.monotonic() + PATIENCE
    while waiting(folder) == before and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.4)
    old_home.killed(agent)
    return before - waiting(folder)


def test_killed_at_any_moment_each_scan_is_kept_once(desk: Path, tmp_path: Path) -> None:
    folder, chance = tmp_path / "scans" / "msb-desk-1", random.Random(3)
    for number in range(SCANS):
        scan(folder, str(number))
    taken = [killed_while_it_takes(desk, folder, chance) for _ in range(KILLS)]
    assert min(taken) >= 1, "a kill that meets no work proves nothing"
    last = old_home.started(desk, "agent", "scanner")
    until = time.monotonic() + PATIENCE
    while waiting(folder) and time.monotonic() < until:
        time.sleep(0.05)
    last.send_signal(signal.SIGTERM)
    assert last.wait(timeout=PATIENCE) == 0
    assert json.loads(in_house(desk, "count")) == [SCANS, SCANS, SCANS]
    assert list(folder.iterdir()) == []


def test_two_agents_of_one_name_never_run_side_by_side(desk: Path, tmp_path: Path) -> None:
    first = old_home.started(desk, "agent", "scanner")
    until = time.monotonic() + PATIENCE
    while not (desk / "agents" / "scanner.round").exists() and time.monotonic() < until:
        time.sleep(0.05)
    try:
        done = old_home.moeli(desk, "agent", "scanner", "--once")
        assert (done.returncode, "runs already" in done.stderr) == (1, True)
    finally:
        old_home.killed(first)
    assert old_home.moeli(desk, "agent", "scanner", "--once").returncode == 0


def test_an_agent_that_is_not_switched_on_is_said(desk: Path) -> None:
    (desk / "moeli.toml").unlink()
    done = old_home.moeli(desk, "agent", "scanner")
    assert (done.returncode, "None is switched on." in done.stderr) == (1, True)
