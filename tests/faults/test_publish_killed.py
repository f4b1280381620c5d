"""Kill -9 while headquarters publishes: what was acknowledged stands, nothing stands half."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests import fresh_home, old_home

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 4
SECONDS = (0.05, 0.6)
PATIENCE = 60


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The surroundings of an empty headquarters of its own."""
    fresh_home.put_tables(tmp_path / "home")
    settings = "moeli.config.settings.dev"
    return old_home.surroundings(tmp_path / "home", DJANGO_SETTINGS_MODULE=settings)


def loop(what: str) -> list[str]:
    return [sys.executable, "-m", "tests.platform.publications.publishing_loop", what]


def killed_while_publishing(home: dict[str, str], seconds: float) -> list[list[object]]:
    """What one process acknowledged before it was killed, `seconds` after its first version."""
    with subprocess.Popen(loop("publish"), env=home, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines = (first + process.stdout.read()).decode().splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [[int(number), sha256] for number, sha256 in whole]


@pytest.mark.long
def test_many_cuts_leave_every_acknowledged_version_whole(home: dict[str, str]) -> None:
    cut(home, rounds=25)


def test_no_cut_loses_or_halves_a_version(home: dict[str, str]) -> None:
    cut(home, rounds=ROUNDS)


def cut(home: dict[str, str], rounds: int) -> None:
    acknowledged: list[list[object]] = []
    moments = Random(19)
    for _ in range(rounds):
        told = killed_while_publishing(home, moments.uniform(*SECONDS))
        assert told, "a process that acknowledged nothing proves nothing"
        acknowledged += told
    left = json.loads(subprocess.check_output(loop("look"), env=home, cwd=ROOT, timeout=PATIENCE))
    count = len(left["versions"])
    sys.stdout.write(f"{rounds} kills, {len(acknowledged)} acknowledged, {count} kept\n")
    assert [each for each in acknowledged if each not in left["versions"]] == []
    assert [number for number, _sha256 in left["versions"]] == list(range(1, count + 1))
    assert left["used"] == left["published"] == left["entries"] == left["head"] == count
    assert left["linked"]
    assert left["signed"]
    assert left["readable"]
    assert left["in_force"]
    assert left["journal"]
