"""The dated rules of what follows a decision."""

from datetime import date, timedelta
from functools import cache

from moeli.platform.dated import DatedTable


def undo_time(day: date) -> timedelta:
    """How long after it was made a decision may be withdrawn by the officer who made it."""
    return timedelta(seconds=_rule("undo_seconds", day))


def turned_back_time(day: date) -> timedelta:
    """How long after a departure the other side may be said to have turned somebody back."""
    return timedelta(hours=_rule("turned_back_hours", day))


def _rule(id: str, day: date) -> int:
    return int(_rules().row(id, day).value)


@cache
def _rules() -> DatedTable:
    return DatedTable.load("moeli.crossings", "afterwards_rules")
