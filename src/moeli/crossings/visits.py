"""From single crossings to visits, and what the gaps in them prove. Pure.

A missing record proves nothing while any port's records do not count yet, or while a port was
closed by an event: the traveller may have crossed there and then.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from moeli.crossings.outcomes import Direction

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Movement:
    """One crossing on its legal day; `declared` where only a stamp in the document shows it."""

    direction: Direction
    day: date
    place: str
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay from its first to its last day; None for an end of which no record is known."""

    first: date | None
    last: date | None
    declared: bool = False

    def days(self) -> Iterator[date]:
        """The days that are known: of a visit with an open end, only that end."""
        begin, end = self.first or self.last, self.last or self.first
        while begin is not None and end is not None and begin <= end:
            yield begin
            begin += _DAY


@dataclass(frozen=True, slots=True)
class Stays:
    """The visits that are over, oldest first, and the one that has begun and not ended."""

    past: tuple[Visit, ...]
    current: Visit | None


class Doubt(StrEnum):
    """Why a missing record proves nothing."""

    NOT_LIVE = "not_live"
    OUTAGE = "outage"
    DECLARED = "declared"
    HISTORY_CLOSED = "history_closed"


@dataclass(frozen=True, slots=True)
class Records:
    """Since when the records of each port count (None: not yet), and whether one was closed.

    `open` is False where the officer may not see crossings: then nothing is known of them.
    """

    live_from: Mapping[str, date | None]
    outage: bool = False
    open: bool = True

    def doubts(self, since: date) -> tuple[Doubt, ...]:
        """Why a record that is missing since that day proves nothing; empty when it proves it."""
        if not self.open:
            return (Doubt.HISTORY_CLOSED,)
        days = self.live_from.values()
        not_live = not self.live_from or any(day is None or day > since for day in days)
        found = ((not_live, Doubt.NOT_LIVE), (self.outage, Doubt.OUTAGE))
        return tuple(doubt for holds, doubt in found if holds)


def stays(movements: Iterable[Movement]) -> Stays:
    """The visits that these crossings, oldest first, make up; a declared one that is also
    recorded counts once."""
    past: list[Visit] = []
    current: Visit | None = None
    for each in _once(movements):
        if each.direction is Direction.ENTRY:
            if current:
                past.append(current)
            current = Visit(each.day, None, each.declared)
        else:
            first = current.first if current else None
            past.append(Visit(first, each.day, bool(current and current.declared)))
            current = None
    return Stays(tuple(past), current)


def _once(movements: Iterable[Movement]) -> Iterator[Movement]:
    known = list(movements)
    recorded = {(each.direction, each.day) for each in known if not each.declared}
    return (
        each for each in known if not each.declared or (each.direction, each.day) not in recorded
    )
