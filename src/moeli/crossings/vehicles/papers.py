"""The papers of a car, as a dated table, and what may be said of each and answered about it."""

from datetime import date
from enum import StrEnum
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable


class Seen(StrEnum):
    """What the officer says of one paper."""

    SEEN = "seen"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class Answer(StrEnum):
    """What an agency says of a car."""

    CLEARED = "cleared"
    STAYS = "stays"


def vehicle_papers(day: date) -> tuple[DatedRow, ...]:
    """The papers that a car may need, in the order of the table."""
    return tuple(_papers().on(day))


@cache
def _papers() -> DatedTable:
    return DatedTable.load("moeli.crossings", "vehicle_papers")
