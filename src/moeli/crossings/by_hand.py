"""The dated tables of entry by hand: which papers, why by hand, how often a day. Pure reading."""

from datetime import date
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable


def documents(day: date) -> tuple[DatedRow, ...]:
    """What may lie before an officer who enters by hand, in the order of the table."""
    return tuple(_table("hand_documents").on(day))


def reasons(day: date) -> tuple[DatedRow, ...]:
    """Why a document may be entered by hand."""
    return tuple(_table("hand_reasons").on(day))


def typed_a_day(day: date) -> int:
    """For how many typed documents a day one officer sees their history."""
    return int(_table("afterwards_rules").row("typed_history_a_day", day).value)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.crossings", name)
