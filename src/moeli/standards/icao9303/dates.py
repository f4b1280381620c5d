"""Dates of a zone: six positions, parts of which may be unknown, and a century to be reasoned.

ICAO Doc 9303-3, 4.8: YYMMDD; an unknown part is given by two fillers. A zone names no century: that
of a birth is the latest that does not lie after the reading date, that of an expiry the one within
fifty years of it. The reason is said, because it is one.
"""

from calendar import isleap, monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_PAIRS: dict[str, int | None] = {f"{number:02}": number for number in range(100)} | {"<<": None}
_LONGEST = (31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of an unknown month, of January …
_FEBRUARY, _LEAP_DAY = 2, 29
_WINDOW = 50  # years; half a century each way decides every two-digit year of an expiry


class PartialDate(NamedTuple):
    """A date of which the month, or the day, may be unknown; prints as ISO 8601 (`1974-08`)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


class DateReading(NamedTuple):
    """What six positions say: the date (None = unknown), its text, a note; is it a date at all?"""

    value: PartialDate | None
    text: str | None
    note: str
    possible: bool = True


class _Parts(NamedTuple):
    year: int | None
    month: int | None
    day: int | None


_IMPOSSIBLE = DateReading(
    None, None, "These digits are not a date of the calendar.", possible=False
)


@lru_cache(maxsize=65_536)
def read_birth(text: str, today: date) -> DateReading:
    """The date of birth in these six characters, as read on `today`."""
    parts = _parts(text)
    if parts is None:
        return _IMPOSSIBLE
    if parts.year is None:
        return _without_year(parts)
    latest = today.year - today.year % 100 + parts.year
    for year in (latest, latest - 100):
        born = _dated(year, parts)
        if born and born.earliest() <= today:
            return _reading(born, "the latest century before the reading day")
    return _IMPOSSIBLE


@lru_cache(maxsize=65_536)
def read_expiry(text: str, today: date) -> DateReading:
    """The date of expiry in these six characters, as read on `today`."""
    parts = _parts(text)
    if parts is None:
        return _IMPOSSIBLE
    if parts.year is None:
        return _without_year(parts)
    first = today.year - _WINDOW
    expiry = _dated(first + (parts.year - first) % 100, parts)
    if expiry is None:
        return _IMPOSSIBLE
    return _reading(expiry, f"within {_WINDOW} years of the reading day")


def is_possible(text: str) -> bool:
    """Whether six characters can be a date of some year."""
    return _parts(text) is not None


def _parts(text: str) -> _Parts | None:
    """The three pairs (unknown = None); None where a pair is neither digits nor fillers."""
    try:
        year, month, day = _PAIRS[text[0:2]], _PAIRS[text[2:4]], _PAIRS[text[4:6]]
    except KeyError:
        return None
    if month is not None and not 1 <= month <= len(_LONGEST) - 1:
        return None
    if day is not None and not 1 <= day <= _LONGEST[month or 0]:
        return None
    return _Parts(year, month, day)


def _dated(year: int, parts: _Parts) -> PartialDate | None:
    if parts.month is None:
        return PartialDate(year)
    leap_day = parts.month == _FEBRUARY and parts.day == _LEAP_DAY
    return None if leap_day and not isleap(year) else PartialDate(year, parts.month, parts.day)


def _reading(value: PartialDate, reason: str) -> DateReading:
    known = "" if value.day else " Day unknown." if value.month else " Month unknown."
    century = value.year // 100 * 100
    return DateReading(value, str(value), f"Century {century}s: {reason}.{known}")


def _without_year(parts: _Parts) -> DateReading:
    known = [
        f"{name} {value:02}"
        for name, value in (("month", parts.month), ("day", parts.day))
        if value is not None
    ]
    said = f" Only {' and '.join(known)} known." if known else ""
    return DateReading(None, None, f"Year unknown.{said}")
