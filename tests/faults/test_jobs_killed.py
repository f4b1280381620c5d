"""Workers that are killed with -9 again and again: no step is lost, none done twice."""

import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests import old_home, own_database

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("jobs_worker.py")
JOBS, STEPS = 3, 150
PATIENCE_S = 60
SETTINGS = "moeli.config.settings.dev"
Surroundings = dict[str, str]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Surroundings]:
    """A home folder and a database of its own, on the engine of this run."""
    with own_database.put(tmp_path) as told:
        yield _asked(old_home.surroundings(tmp_path, DJANGO_SETTINGS_MODULE=SETTINGS, **told))


@pytest.mark.both_engines
@pytest.mark.parametrize("kills", [3, pytest.param(12, marks=pytest.mark.long)])
def test_killed_workers_lose_no_step_and_repeat_none(
    house: Surroundings, tmp_path: Path, kills: int
) -> None:
    acknowledged: Counter[str] = Counter()
    killed_at_work = 0
    for kill in range(kills):
        before = len(acknowledged)
        told = tmp_path / f"told-{kill}"
        worker = _worker(house, told)
        enough = random.Random(kill).randint(3, 40)
        _until(partial(_has_lines, told, enough), worker)
        worker.kill()
        worker.wait()
        acknowledged.update(_lines(told))
        killed_at_work += len(acknowledged) > before
    assert killed_at_work == kills, "a worker was killed before it had acknowledged anything"

    last = tmp_path / "last"
    workers = [_worker(house, last), _worker(house, tmp_path / "beside")]
    _until(lambda: _states(house) == {"done"}, *workers)
    for each in workers:
        each.send_signal(signal.SIGTERM)
    assert [each.wait(PATIENCE_S) for each in workers] == [0, 0]
    acknowledged.update([*_lines(last), *_lines(tmp_path / "beside")])

    written = Counter(f"{label} {step}" for label, step in _ask(house, "SELECT * FROM written"))
    every = {f"{label} {step}" for label in range(JOBS) for step in range(STEPS)}
    assert set(acknowledged) <= set(written) == every
    assert set(written.values()) == {1}
    assert set(acknowledged.values()) == {1}
    attempts = sum(turn for (turn,) in _ask(house, "SELECT turn FROM moeli_jobs_jobrow"))
    assert attempts > JOBS


@pytest.mark.both_engines
def test_sigterm_ends_after_the_present_step_and_costs_no_attempt(
    house: Surroundings, tmp_path: Path
) -> None:
    worker = _worker(house, tmp_path / "told")
    _until(partial(_has_lines, tmp_path / "told", 5), worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    [(state, attempts, done)] = _ask(
        house, "SELECT state, attempts, done FROM moeli_jobs_jobrow WHERE done > 0"
    )
    assert (state, attempts) == ("waiting", 0)
    assert len(_ask(house, "SELECT * FROM written")) == done


def _asked(house: Surroundings) -> Surroundings:
    _run(house, str(CHILD), "ask", str(JOBS), str(STEPS))
    return house


def _run(house: Surroundings, *words: str) -> None:
    subprocess.run([sys.executable, *words], env=house, check=True, capture_output=True)


def _worker(house: Surroundings, told: Path) -> subprocess.Popen[bytes]:
    with told.open("wb") as out, told.with_suffix(".log").open("wb") as log:
        words = [sys.executable, str(CHILD), "work"]
        return subprocess.Popen(words, env=house, stdout=out, stderr=log)


def _until(holds: Callable[[], bool], *workers: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "the worker did nothing for too long"
        assert all(each.poll() is None for each in workers), "a worker ended by itself"
        time.sleep(0.02)


def _lines(told: Path) -> list[str]:
    """Whole lines only: a kill may cut the last."""
    return told.read_text().split("\n")[:-1]


def _has_lines(told: Path, count: int) -> bool:
    return len(_lines(told)) >= count


def _states(house: Surroundings) -> set[str]:
    return {state for (state,) in _ask(house, "SELECT state FROM moeli_jobs_jobrow")}


def _ask(house: Surroundings, question: str) -> list[tuple[object, ...]]:
    if "MOELI_DATABASE_URL" in house:
        with psycopg.connect(house["MOELI_DATABASE_URL"]) as asked:
            return asked.execute(question).fetchall()
    with closing(sqlite3.connect(Path(house["MOELI_HOME"]) / "moeli.sqlite3")) as file:
        return file.execute(question).fetchall()


def test_once_runs_what_is_due_and_tells_it_in_lines_of_one_form(house: Surroundings) -> None:
    words = [sys.executable, "-m", "moeli", "work", "--once"]
    done = subprocess.run(words, env=house, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert done.stdout == ""
    fields = r"code=\S+ id=[0-9a-f-]+ job=[\w.]+ turn=\d+ what=\w+"
    line = re.compile(rf"\S+ \[info +\] jobs\.told +{fields}")
    lines = done.stderr.splitlines()
    assert [each for each in lines if not line.fullmatch(each)] == []
    assert sum("what=done" in each for each in lines) >= 3
