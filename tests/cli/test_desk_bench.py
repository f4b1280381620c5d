"""The bench of the desk: what it counts as holding, what it asks of the disk, and that it runs."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from moeli.cli import parser_of
from moeli.cli.benches import desk
from moeli.cli.benches.desk.arriving import Arrived, arrive
from moeli.cli.benches.desk.figures import percentile, row
from moeli.cli.benches.desk.house import house
from moeli.demo.booth import RefusedError

ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """A booth whose site takes so many seconds, one decision at a time, and may refuse."""

    def __init__(self, takes: float, *, refuses: bool = False) -> None:
        self.takes, self.refuses = takes, refuses
        self.decided: list[UUID] = []
        self._one = threading.Lock()

    def decide(self, inspection: UUID, _outcome: str, _key: UUID) -> None:
        with self._one:
            time.sleep(self.takes)
            self.decided.append(inspection)
        if self.refuses:
            raise RefusedError("409")

    def desk(self) -> bytes:
        return b""


def arrived(booth: Desk, count: int, rate: int) -> tuple[Arrived, list[UUID]]:
    inspections = [uuid4() for _ in range(count)]
    return arrive([booth] * 4, inspections, rate), inspections  # type: ignore[list-item]  # as far as it is asked


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3, 1, 2], 50) == 2
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([7], 99) == 7


def test_a_row_is_in_milliseconds() -> None:
    assert row("scan", [0.1, 0.2], 0.05) == {
        "work": "scan",
        "times": 2,
        "p50 ms": 100.0,
        "p99 ms": 200.0,
        "cpu ms": 25.0,
    }


def test_a_site_that_keeps_up_holds_and_each_is_decided_once() -> None:
    booth = Desk(0)
    found, inspections = arrived(booth, 60, 200)
    assert found.holds
    assert sorted(booth.decided) == sorted(inspections)


def test_time_is_taken_from_when_a_decision_should_have_been_sent() -> None:
    found, _ = arrived(Desk(0.02), 40, 200)  # 50 a second are done, 200 arrive
    assert percentile(found.seconds, 99) > 0.3
    assert not found.holds


def test_a_site_that_is_hopelessly_behind_is_not_sent_the_rest() -> None:
    found, inspections = arrived(Desk(0.3), 60, 200)
    assert found.given_up
    assert len(found.seconds) < len(inspections)


def test_what_was_refused_does_not_hold_however_fast() -> None:
    found, _ = arrived(Desk(0, refuses=True), 5, 200)
    assert found.failed == 5
    assert not found.holds


def test_it_says_what_disk_it_needs_and_stops_where_there_is_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.needed(10_000_000) > 30e9
    with (
        pytest.raises(SystemExit, match="GB of disk are needed"),
        house("sqlite", tmp_path, 10**18),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in capsys.readouterr().err


def test_a_part_may_be_asked_more() -> None:
    asked = parser_of("bench").parse_args(["desk", "--size", "1m", "--engine", "postgresql"])
    assert (asked.size, asked.engine, asked.rate) == ("1m", "postgresql", 150)
    assert parser_of("bench").parse_args(["mrz", "--json"]).json


@pytest.mark.long
def test_it_measures_a_real_site() -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    command = [sys.executable, "-P", "-m", "moeli", "bench", "desk", "--quick", "--json"]
    done = subprocess.run(
        command,
        env=ours | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["chain sound"]
    assert {each["work"] for each in told["rows"]} >= {"scan → screen", "decide", "desk again"}
