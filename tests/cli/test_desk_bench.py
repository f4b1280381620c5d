"""The bench of the desk: what it counts as holding, what it asks of the disk, and that it runs."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from moeli.cli import parser_of
from moeli.cli.benches import desk
from moeli.cli.benches.desk import alike
from moeli.cli.benches.desk.arriving import arrive
from moeli.cli.benches.desk.figures import percentile, row
from moeli.cli.benches.desk.house import house
from moeli.cli.benches.desk.lines import Line, decision
from moeli.demo import history
from moeli.demo.booth import Booth
from moeli.demo.journeys import Passage
from moeli.standards import icao9303

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


GONE_TO_THE_DESK = "HTTP/1.1 302 Found\r\nLocation: /desk/\r\nContent-Length: 2\r\n\r\nok"
REFUSED = "HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n"


class Desk:
    """A site on a real port that takes so many seconds, one decision at a time."""

    def __init__(self, takes: float, answer: str = GONE_TO_THE_DESK) -> None:
        self._takes, self._answer, self._one = takes, answer.encode(), threading.Lock()
        self.asked: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._server.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line:
            while request := line.recv(65_536):
                with self._one:
                    time.sleep(self._takes)
                    self.asked.append(request)
                half = len(self._answer) // 2  # an answer may come in pieces
                line.sendall(self._answer[:half])
                line.sendall(self._answer[half:])


@contextlib.contextmanager
def site(takes: float, answer: str = GONE_TO_THE_DESK) -> Iterator[tuple[Desk, list[Line]]]:
    desk = Desk(takes, answer)
    lines = [Line(desk.port) for _ in range(4)]
    try:
        yield desk, lines
    finally:
        for line in lines:
            line.close()
        desk.close()


def requests(count: int) -> list[bytes]:
    booth = Booth(1, {"csrftoken": "t", "sessionid": "s"})
    return [decision(booth, uuid4(), "departed", uuid4()) for _ in range(count)]


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


def test_a_site_that_keeps_up_holds_and_each_is_sent_once() -> None:
    sent = requests(60)
    with site(0) as (desk, lines):
        found = arrive(lines, sent, 100)
    assert (found.failed, found.given_up, len(found.seconds)) == (0, False, 60)
    assert sorted(desk.asked) == sorted(sent)


def test_time_is_taken_from_when_a_decision_should_have_been_sent() -> None:
    with site(0.02) as (_desk, lines):  # 50 a second are done, 200 arrive
        found = arrive(lines, requests(40), 200)
    assert percentile(found.seconds, 99) > 0.3
    assert not found.holds


def test_a_site_that_is_hopelessly_behind_is_not_sent_the_rest() -> None:
    with site(0.3) as (desk, lines):
        found = arrive(lines, requests(60), 200)
    assert found.given_up
    assert len(found.seconds) == len(desk.asked) < 60


@pytest.mark.parametrize(
    "answer", [REFUSED, GONE_TO_THE_DESK.replace("/desk/", "/sign-in/?next=/desk/")]
)
def test_what_was_not_recorded_does_not_hold_however_fast(answer: str) -> None:
    with site(0, answer) as (_desk, lines):
        found = arrive(lines, requests(5), 200)
    assert found.failed == 5
    assert not found.holds


def test_an_answer_that_says_no_length_ends_the_run() -> None:
    with (
        site(0, "HTTP/1.1 302 Found\r\n\r\n") as (_desk, lines),
        pytest.raises(ValueError, match="invalid literal"),
    ):
        arrive(lines, requests(2), 200)


def test_it_says_what_disk_it_needs_and_stops_where_there_is_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.needed(10_000_000) > 30e9
    assert desk.needed(10_000, 1_000_000) > desk.needed(10_000) + 2e9
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
    assert (asked.listed, parser_of("bench").parse_args(["desk", "--listed", "1m"]).listed) == (
        "none",
        "1m",
    )
    assert parser_of("bench").parse_args(["mrz", "--json"]).json


def crossed(passages: Iterable[Passage]) -> list[tuple[object, ...]]:
    """All that is told of passages but the documents' numbers."""
    return [
        (each.moment, each.place, each.desk, each.direction, each.outcome, each.how, names(each))
        for each in passages
    ]


def names(passage: Passage) -> tuple[object, ...]:
    read = icao9303.read(passage.traveller.zone.split("\n"), NOW.date())
    return read.primary_identifier, read.secondary_identifier, read.birth_date, read.nationality


def test_those_who_are_looked_at_before_and_after_differ_in_their_numbers_alone() -> None:
    one, other = (list(alike.company(which, 300, NOW)) for which in (0, 1))
    assert len(one) >= 300
    assert crossed(one) == crossed(other)
    assert set(alike.zones(one)).isdisjoint(alike.zones(other))


def test_they_are_strangers_to_the_history_around_them() -> None:
    around = {each.traveller.zone for each in history.plan(3_000, 2019, 30, NOW)}
    company = alike.zones(alike.company(0, 300, NOW))
    assert around.isdisjoint(company)
    assert len({number_of(each) for each in company}) == len(company)
    assert {number_of(each) for each in around}.isdisjoint(map(number_of, company))


def number_of(zone: str) -> str | None:
    return icao9303.read(zone.split("\n"), NOW.date()).document_number


def test_each_of_them_is_looked_at_before_anybody_is_again() -> None:
    passages = list(alike.company(1, 300, NOW))
    zones = alike.zones(passages)
    assert len(zones) == len(set(zones)) == len({each.traveller for each in passages})
    assert zones[0] == passages[-1].traveller.zone
    last = [max(n for n, each in enumerate(passages) if each.traveller.zone == z) for z in zones]
    assert last == sorted(last, reverse=True)


def test_a_small_history_is_not_made_larger_by_them() -> None:
    assert (alike.size(100), alike.size(10_000), alike.size(100_000)) == (100, 1_000, 1_000)


@pytest.mark.long
def test_it_measures_a_real_site() -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    command = [
        sys.executable,
        "-P",
        "-m",
        "moeli",
        "bench",
        "desk",
        "--quick",
        "--json",
        "--listed",
        "10k",
    ]
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
    assert told["persons listed"] == told["holders in memory"] == 1_000
    assert {each["work"] for each in told["rows"]} >= {
        "scan → screen",
        "scan → screen, one more listed before",
        "person against the list",
        "decide",
        "desk again",
    }
