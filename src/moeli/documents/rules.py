"""The dated tables of pictures and of the expert desk."""

from datetime import date, timedelta
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable


def picture_time(day: date) -> timedelta:
    """How long after it was taken a picture may begin an inspection."""
    return timedelta(minutes=_number("picture_minutes", day))


def frame_bytes(day: date) -> int:
    """How large one frame of a camera may be."""
    return _number("frame_bytes", day)


def scan_settled(day: date) -> timedelta:
    """How long a scanner's file must have been left alone before it is taken."""
    return timedelta(seconds=_number("scan_settled_seconds", day))


def reply_time(day: date) -> timedelta:
    """By when the expert answers, from the question on."""
    return timedelta(minutes=_number("reply_minutes", day))


def groups(day: date) -> tuple[DatedRow, ...]:
    """What may be wrong with a document, in the order of the table."""
    return tuple(_table("alteration_groups").on(day))


def verdicts(day: date) -> tuple[DatedRow, ...]:
    """What the expert may answer, in the order of the table."""
    return tuple(_table("verdicts").on(day))


def _number(id: str, day: date) -> int:
    return int(_table("picture_rules").row(id, day).value)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.documents", name)
