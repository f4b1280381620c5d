"""How a port is laid out and how many desks it plans for at each hour. Pure but for its tables."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from moeli.platform import clock
from moeli.platform.dated import DatedRow, DatedTable
from moeli.ports.spans import Span


class Layout(StrEnum):
    """Which halls a traveller walks through: one for each State, or exit then entry in one."""

    TWO_HALLS = "two_halls"
    ONE_STOP = "one_stop"


@dataclass(frozen=True, slots=True)
class Planned:
    """The exit and entry desks planned for one part of the day."""

    span: Span
    exit: int
    entry: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The day profile of a port's desks, and on what it rests."""

    parts: tuple[Planned, ...]
    source: str
    verified: bool

    def at(self, moment: datetime) -> Planned | None:
        """The part of the day to which `moment` belongs, None between parts."""
        day = clock.legal_day(moment)
        days = (day, day - timedelta(days=1))
        return next((p for p in self.parts for each in days if p.span.holds(each, moment)), None)


def layout(place: str, day: date) -> tuple[Layout, DatedRow]:
    """How `place` is laid out on `day`, with the row that says so. KeyError when none does."""
    row = _table("layouts").row(place, day)
    return Layout(row.value), row


def plan(place: str, day: date) -> Plan:
    """The desks that `place` plans for on `day`. KeyError when no row says so."""
    row = _table("desks").row(place, day)
    return Plan(tuple(_planned(part) for part in row.value), row.source, row.verified)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.ports", name)


def _planned(part: dict[str, str]) -> Planned:
    return Planned(
        Span.read(part["from"], part["to"]), exit=int(part["exit"]), entry=int(part["entry"])
    )
