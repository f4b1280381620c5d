"""Dates and times as ODK forms write them: ISO 8601, a moment always with its offset."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.resources import files
from math import floor
from tomllib import loads

from moeli.standards.xforms.xpath.errors import XPathError

EPOCH = date(1970, 1, 1)
SECONDS_A_DAY = 86_400
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?"
)
_MOMENT = re.compile(rf"({_DATE.pattern})[T ](.+)")
_FURTHEST = 2_900_000  # days; the calendar ends in the year 9999


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, list[str]]]:
    text = files("moeli.standards.xforms").joinpath("data/calendar.toml").read_text("utf-8")
    return loads(text)


def read_date(text: str) -> date | None:
    """A date alone; None for other words."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """A time of day, with its offset where one is written."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second, fraction, offset = found.groups()
    try:
        return time(
            int(hour),
            int(minute),
            int(second or 0),
            int((fraction or "0").ljust(6, "0")),
            _offset(offset) if offset else None,
        )
    except ValueError:
        return None


def read_moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """A date with a time; without an offset it is meant in `zone`."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return None
    day, clock = read_date(found[1]), read_time(found[5])
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock, clock.tzinfo or zone)


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(span if text[0] == "+" else -span)


def days_of(text: str) -> float | None:
    """Days since 1970-01-01: whole for a date, with a fraction for a moment; None for others."""
    if len(text) < len("1-1-1") or not text[:1].isdigit():
        return None
    day = read_date(text)
    if day is not None:
        return float((day - EPOCH).days)
    moment = read_moment(text)
    return None if moment is None else days_between(moment)


def days_between(moment: datetime) -> float:
    """Days from the epoch (UTC) to a moment."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / SECONDS_A_DAY


def date_after(days: float) -> date:
    """The date so many days after 1970-01-01; XPathError outside the calendar."""
    if not -_FURTHEST / 4 < days < _FURTHEST:
        raise XPathError("date_impossible", value=days)
    return EPOCH + timedelta(days=floor(days) if days >= 0 else int(days))


def moment_after(days: float, zone: tzinfo | None) -> datetime:
    """The moment so many days after the epoch, in `zone`."""
    if not -_FURTHEST / 4 < days < _FURTHEST:
        raise XPathError("date_impossible", value=days)
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return (start + timedelta(days=days)).astimezone(zone)


def written(moment: datetime) -> str:
    """A moment as forms store it: 2026-11-25T08:30:00.000+02:00."""
    return moment.isoformat(timespec="milliseconds")


def formatted(moment: datetime, pattern: str, language: str) -> str:
    """A moment by the identifiers of `format-date-time`; XPathError for one that is unknown."""
    names = _names().get(language, _names()["en"])
    out, at = [], 0
    while at < len(pattern):
        if pattern[at] != "%":
            out.append(pattern[at])
            at += 1
            continue
        out.append(_piece(moment, pattern[at + 1 : at + 2], names))
        at += 2
    return "".join(out)


def _piece(moment: datetime, letter: str, names: dict[str, list[str]]) -> str:
    pieces = {
        "%": "%",
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": names["months"][moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": names["days"][moment.weekday()],
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "W": str(moment.isocalendar().week),
    }
    if letter not in pieces:
        raise XPathError("date_pattern", found=f"%{letter}")
    return pieces[letter]
