"""The bench's loader writes what the desk's services and projectors write, and a sound chain."""

import io
import json
import re
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models

from moeli.cli.benches.desk import chance, telling
from moeli.cli.benches.desk.chance import Chance
from moeli.cli.benches.desk.loading import recorded
from moeli.cli.benches.desk.moments import moment_of
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.sealing import zone_binding
from moeli.demo import history
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal import bodies
from moeli.platform.journal.models import Body, Entry, Head
from moeli.platform.journal.verify import verify
from moeli.platform.keyring import services as keyring
from tests import old_home

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
_ANY_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[47][0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_OF_THE_CHAIN = {"sequence", "body_digest", "previous", "digest"}
_ROWS = (Body, Inspection, Decision, Crossing)
Stored = dict[type[models.Model], dict[str, dict[str, Any]]]
Line = list[tuple[str, str, str]]
_BOTH = pytest.mark.both_engines


class Told:
    """All that was recorded after one place in the chain, as the engine stores it.

    What is sealed is opened, and what was drawn is numbered in the order in which it appears.
    """

    def __init__(self, after: int) -> None:
        self._numbers: dict[str, str] = {}
        entries = Entry.objects.filter(sequence__gt=after).in_order().select_related("body")
        kept = {model: stored(model) for model in (Entry, *_ROWS)}
        self.lines = [line for each in entries for line in self._lines(each, kept)]
        new = {str(each.id) for each in entries} | {each.subject for each in entries}
        self.order = {
            model.__name__: [self._named(id) for id in rows if id in new]
            for model, rows in kept.items()
        }

    def _lines(self, entry: Entry, kept: Stored) -> Iterator[Line]:
        opened = keyring.unseal(bodies.body_binding(entry.body), bytes(entry.body.sealed)).decode()
        yield self._line(kept[Entry][str(entry.id)], without=_OF_THE_CHAIN)
        yield self._line(kept[Body][str(entry.id)] | {"sealed": opened})
        if entry.verb == "inspection.opened":
            inspection = Inspection.objects.get(id=entry.subject)
            zone = keyring.unseal(zone_binding(inspection), bytes(inspection.zone)).decode()
            yield self._line(kept[Inspection][entry.subject] | {"zone": zone})
        else:
            yield self._line(kept[Decision][entry.subject])
            crossed = json.loads(opened)["crossing"]
            yield self._line(kept[Crossing][crossed] if crossed else {})

    def _line(self, row: dict[str, Any], without: Iterable[str] = ()) -> Line:
        return [
            (name, type(value).__name__, self._named(str(value)))
            for name, value in row.items()
            if name not in without
        ]

    def _named(self, text: str) -> str:
        def number(found: re.Match[str]) -> str:
            dashed = "-" in found[0]
            known = self._numbers.setdefault(UUID(found[0]).hex, f"#{len(self._numbers)}")
            return f"{known} dashed" if dashed else known

        return _ANY_ID.sub(number, text)


def stored(model: type[models.Model]) -> dict[str, dict[str, Any]]:
    """The rows of a table by their ids, in its own order, their values as the engine has them."""
    names = [each.column for each in model._meta.local_concrete_fields]
    untyped = ", ".join(f"coalesce({each}, NULL)" for each in names)  # else SQLite's are converted
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {untyped} FROM {model._meta.db_table}")
        rows = [dict(zip(names, map(plain, each), strict=True)) for each in cursor.fetchall()]
    return {str(UUID(str(next(iter(row.values()))))): row for row in rows}


def plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def ends_at() -> int:
    return Head.objects.get().sequence


@_BOTH
@pytest.mark.django_db
@pytest.mark.parametrize(("crossings", "days"), [(400, 2), (160, 70)])
def test_every_row_is_the_one_that_services_and_projectors_write(crossings: int, days: int) -> None:
    plan = history.plan(crossings, 7, days, NOW)
    assert {each.outcome.crosses for each in plan} == {True, False}
    assert any(each.outcome.needs_ground for each in plan)
    assert any(each.moment.microsecond for each in plan)
    list(history.load(plan, SYSTEM.id))
    served, end = Told(0), ends_at()
    assert sum(recorded(plan, SYSTEM.id)) == len(plan)
    loaded = Told(end)
    assert len(served.lines) == len(plan) * 7
    assert loaded.lines == served.lines
    if connection.vendor == "sqlite":  # PostgreSQL puts a row wherever there is room
        assert loaded.order == served.order
    assert verify().sound


@_BOTH
@pytest.mark.django_db
def test_two_at_once_at_one_desk_are_no_drawn_history() -> None:
    first, second, *_ = history.plan(60, 7, 3, NOW)
    meets = replace(second, place=first.place, desk=first.desk, moment=first.moment)
    with pytest.raises(ValueError, match="at once at one desk"):
        list(recorded([first, meets], SYSTEM.id))
    assert not Inspection.objects.exists()


@pytest.mark.django_db
def test_a_node_that_was_restored_is_not_filled() -> None:
    plan = history.plan(10, 7, 1, NOW)
    list(recorded(plan, SYSTEM.id))
    Head.objects.update(epoch=0)
    with pytest.raises(ValueError, match="begins no epoch"):
        list(recorded(plan, SYSTEM.id))


def test_identifiers_say_their_version_and_moment_and_come_once() -> None:
    drawing = Chance()
    moment = moment_of(NOW).milliseconds
    timed = [drawing.uuid7(moment) for _ in range(8_000)]
    untimed = [drawing.uuid4() for _ in range(8_000)]
    assert {UUID(each.text).version for each in timed} == {7}
    assert {UUID(each.text).version for each in untimed} == {4}
    assert {UUID(each.text).variant for each in timed + untimed} == {"specified in RFC 4122"}
    assert {UUID(each.column).int >> 80 for each in timed} == {moment}
    assert all(UUID(each.text).hex == each.column for each in timed + untimed)
    assert len(set(timed + untimed)) == 16_000


def test_no_randomness_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = count()

    def counted(size: int) -> bytes:
        return b"".join(next(numbers).to_bytes(4, "big") for _ in range(size // 4))

    monkeypatch.setattr(chance.os, "urandom", counted)
    drawing = Chance()
    given = b"".join(drawing.take(12) for _ in range(20_000))
    fours = [given[at : at + 4] for at in range(0, len(given), 4)]
    assert len(set(fours)) == len(fours)


def test_how_far_a_load_is_says_how_fast_and_how_long_still() -> None:
    assert telling.line("crossings", 50_000, 200_000, 20.0) == (
        "crossings 50,000/200,000, 2,500 a second, 1.0 min left"
    )
    out = io.StringIO()
    assert list(telling.told([3, 4], "crossings", 6, out=out)) == [3, 4]
    assert out.getvalue().startswith("crossings 7/7, ")
    assert list(telling.told([], "crossings", 0, out=out)) == []


_LOAD = """
import sys
from pathlib import Path
from moeli.cli.benches.desk.house import house
with house("sqlite", Path(sys.argv[1]), 1) as home:
    from django.db import connection
    from moeli.cli.benches.desk.loading import load
    from moeli.crossings.models import Crossing, Decision
    from moeli.demo import history
    from moeli.platform import clock
    from moeli.platform.journal.verify import verify
    total = int(sys.argv[2])
    count, _seconds = load(history.stream(total, 7, 30, clock.now()), total)
    report = verify()
    assert report.sound and report.anchor.copied, report
    assert Decision.objects.count() == count >= total and Crossing.objects.exists()
    with connection.cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "locking_mode"):
            print(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
        assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
        print(cursor.execute("PRAGMA integrity_check").fetchone()[0])
"""


def loading(folder: Path, total: int) -> "subprocess.Popen[str]":
    """A load into a file of its own below `folder`, in a process."""
    words = [*old_home.words()[:2], "-u", "-c", _LOAD, str(folder), str(total)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(words, env=old_home.surroundings(folder), text=True, **pipes)


def test_a_file_that_was_filled_unguarded_is_whole_and_guarded_again(tmp_path: Path) -> None:
    said, errors = loading(tmp_path, 300).communicate(timeout=60)
    assert said.split() == ["wal", "2", "1", "normal", "ok"], errors
    assert "a second" in errors
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    process = loading(tmp_path, 100_000)
    until = time.monotonic() + 30
    while time.monotonic() < until and not any(
        each.stat().st_size > 5_000_000 for each in tmp_path.glob("*/moeli.sqlite3")
    ):
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    _said, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM, errors
    assert list(tmp_path.iterdir()) == []
