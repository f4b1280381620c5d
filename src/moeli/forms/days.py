"""Days and times as people write them here: day first, whatever stands between. Pure."""

import re
from datetime import date, time

_NUMBERS = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4})")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:.hH]\s*|(?=\d\d$))(\d{2})")
_MONTHS = (
    ("january", "pherekhong"),
    ("february", "hlakola"),
    ("march", "hlakubele", "tlhakubele"),
    ("april", "mesa", "'mesa", "’mesa"),
    ("may", "motšeanong", "motseanong"),
    ("june", "phuptjane", "phupjane"),
    ("july", "phupu"),
    ("august", "phato"),
    ("september", "loetse", "lwetse"),
    ("october", "mphalane"),
    ("november", "pulungoana", "pudungwana"),
    ("december", "tšitoe", "tsitoe", "tshitwe"),
)
_SHORTEST = 3  # letters that name a month


def day_of(text: str) -> date | None:
    """`25/11/2026`, `25.11.2026`, `25 Nov 2026`, `2026-11-25`; None for other words."""
    words = text.strip()
    if found := _ISO.fullmatch(words):
        return _day(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(words):
        return _day(found[3], found[2], found[1])
    if found := _WORDS.fullmatch(words):
        return _day(found[3], _month(found[2]), found[1])
    return None


def month_of(text: str) -> date | None:
    """The first day of `11/2026` or `2026`, where a question asks no more; else as `day_of`."""
    words = text.strip()
    if found := _MONTH.fullmatch(words):
        return _day(found[2], found[1], 1)
    if re.fullmatch(r"\d{4}", words):
        return _day(words, 1, 1)
    return day_of(words)


def time_of(text: str) -> time | None:
    """`8:30`, `08h30`, `0830`; None for other words."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        return None


def written_day(day: date) -> str:
    """As a field shows it: 25/11/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _month(word: str) -> int:
    sought = word.lower()
    for number, names in enumerate(_MONTHS, start=1):
        if any(name == sought or _begins(name, sought) for name in names):
            return number
    return 0


def _begins(name: str, sought: str) -> bool:
    """The English names alone are shortened: Sesotho ones begin alike."""
    return name in {names[0] for names in _MONTHS} and (
        len(sought) >= _SHORTEST and name.startswith(sought)
    )


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
