"""A rotation killed at any point: every subject opens afterwards, none is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import own_database

pytestmark = pytest.mark.both_engines

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS, KILLS = 2_000, 8
WORDS = Path(__file__).with_name("rotating.py")


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with own_database.put(tmp_path) as told:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    """A process of its own on the house in `home`."""
    ours = os.environ | {"MOELI_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    ours["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    command = [sys.executable, str(WORDS), *words]
    return subprocess.Popen(command, env=ours, stdout=subprocess.PIPE, text=True)


def said(home: Path, *words: str) -> list[str]:
    process = start(home, *words)
    text, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return text.split()


def rotate_and_kill(home: Path, seconds: float) -> int:
    """Kill -9 so long after the first step; returns how many keys it said were wrapped anew."""
    process = start(home, "rotate")
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    return int(lines[-1]) if lines else 0


@pytest.mark.long
def test_killed_at_any_point_every_subject_opens_and_the_next_call_finishes(
    tmp_path: Path,
) -> None:
    chance, acknowledged, unfinished = random.Random(7), 0, 0
    assert said(tmp_path, "fill", str(SUBJECTS)) == [str(SUBJECTS)]
    for _ in range(KILLS):
        acknowledged += rotate_and_kill(tmp_path, chance.uniform(0, 0.35))
        opened, masters = map(int, said(tmp_path, "open"))
        assert opened == SUBJECTS
        assert masters <= 2
        unfinished += masters == 2
    assert acknowledged > 0, "nothing was wrapped anew before any kill: this proves nothing"
    assert unfinished > 0, "no kill came in the middle: this proves nothing"
    said(tmp_path, "rotate")
    assert said(tmp_path, "open") == [str(SUBJECTS), "1"]


def test_killed_once_in_the_middle_every_subject_opens(tmp_path: Path) -> None:
    said(tmp_path, "fill", "60")
    process = start(tmp_path, "die", "2")
    text, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert text.split()[-1] == "20", "nothing was acknowledged before the kill"
    assert said(tmp_path, "open") == ["60", "2"]
    said(tmp_path, "rotate")
    assert said(tmp_path, "open") == ["60", "1"]


@pytest.mark.parametrize(
    "step",
    ["replace", *(pytest.param(each, marks=pytest.mark.long) for each in ("retire", "draft"))],
)
def test_killed_while_the_new_master_key_is_put_in_place_everything_opens(
    tmp_path: Path, step: str
) -> None:
    said(tmp_path, "fill", "20")
    process = start(tmp_path, "die-at", step)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert said(tmp_path, "open")[0] == "20"
    said(tmp_path, "rotate")
    assert said(tmp_path, "open") == ["20", "1"]
