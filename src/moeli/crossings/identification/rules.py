"""The dated rules of identifying a person without any document."""

from datetime import date, timedelta
from functools import cache

from moeli.platform.dated import DatedTable


def validity(day: date) -> timedelta:
    """How long after it was begun an identification may be decided."""
    return timedelta(minutes=int(_rules().row("identification_valid_minutes", day).value))


def answers_at_least(day: date) -> int:
    """How many of the questions must be answered."""
    return int(_rules().row("answers_at_least", day).value)


@cache
def _rules() -> DatedTable:
    return DatedTable.load("moeli.crossings", "identification_rules")
