"""The ordinary hours of a port: open at a moment or not, and when next. Pure but for its table.

The row in force on the day on which an opening begins decides about it until it closes, also
after midnight. A port whose hours were not found has none, which is not the same as closed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from moeli.platform import clock
from moeli.platform.dated import DatedRow, DatedTable
from moeli.ports.spans import Span

_DAY = timedelta(days=1)
_LOOKED_AHEAD = 8  # days: longer than any gap between two openings that ordinary hours leave


@dataclass(frozen=True, slots=True)
class Hours:
    """What holds at a port on one day, and on what it rests."""

    span: Span
    source: str
    verified: bool


def hours(place: str, day: date) -> Hours | None:
    """The ordinary hours of `place` on `day`, None where they were not found."""
    return hours_in(table(), place, day)


def hours_in(rows: DatedTable, place: str, day: date) -> Hours | None:
    """The same, from another table."""
    row = next((each for each in rows.on(day) if each.id == place), None)
    return _hours(row) if row else None


def is_open(rows: DatedTable, place: str, moment: datetime) -> bool | None:
    """Whether ordinary hours have `place` open at `moment`; None where they were not found.

    ValueError for a moment without a time zone.
    """
    day = clock.legal_day(moment)
    today, yesterday = hours_in(rows, place, day), hours_in(rows, place, day - _DAY)
    if yesterday and yesterday.span.holds(day - _DAY, moment):
        return True
    return today.span.holds(day, moment) if today else None


def next_opening(rows: DatedTable, place: str, moment: datetime) -> datetime | None:
    """The first opening after `moment`; None where hours were not found or never close."""
    return next((each for each in _openings(rows, place, moment) if each > moment), None)


@cache
def table() -> DatedTable:
    """The packaged rows."""
    return DatedTable.load("moeli.ports", "hours")


def _openings(rows: DatedTable, place: str, moment: datetime) -> Iterator[datetime]:
    first = clock.legal_day(moment)
    for day in (first + _DAY * ahead for ahead in range(_LOOKED_AHEAD)):
        found = hours_in(rows, place, day)
        if found and not found.span.is_whole_day:
            yield found.span.on(day)[0]


def _hours(row: DatedRow) -> Hours:
    return Hours(Span.read(row.value["opens"], row.value["closes"]), row.source, row.verified)
