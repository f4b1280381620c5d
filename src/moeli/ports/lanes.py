"""Lanes set aside for some travellers at some hours. Pure but for reading the table once."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from moeli.platform import clock
from moeli.platform.dated import DatedRow, DatedTable
from moeli.ports import directory
from moeli.ports.directory import Kind
from moeli.ports.spans import Span


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane, whom it is for (`kind`) and when; `verified` is about the hours and the ports."""

    kind: str
    span: Span
    source: str
    verified: bool


def lanes(place: str, day: date) -> tuple[Lane, ...]:
    """The lanes of `place` on `day`, the earliest first; an airport has none."""
    if directory.port(place).kind is not Kind.LAND:
        return ()
    found = (_lane(row) for row in _table().on(day))
    return tuple(sorted(found, key=lambda lane: lane.span.start))


def open_lanes(place: str, moment: datetime) -> tuple[Lane, ...]:
    """The lanes of `place` that are set aside at `moment`."""
    day = clock.legal_day(moment)
    return tuple(lane for lane in lanes(place, day) if lane.span.holds(day, moment))


@cache
def _table() -> DatedTable:
    return DatedTable.load("moeli.ports", "lanes")


def _lane(row: DatedRow) -> Lane:
    span = Span.read(row.value["from"], row.value["to"])
    return Lane(row.value["kind"], span, row.source, row.verified)
