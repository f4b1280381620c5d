"""The dated tables of this room. Pure but for reading its packaged data once."""

from datetime import date, timedelta
from functools import cache

from moeli.crossings.outcomes import Outcome
from moeli.platform.dated import DatedRow, DatedTable


def inspection_validity(day: date) -> timedelta:
    """How long after it was opened an inspection may be decided."""
    return timedelta(minutes=_table("desk_rules").row("inspection_valid_minutes", day).value)


def history_shown(day: date) -> int:
    """How many earlier decisions on a document an inspection shows."""
    return int(_table("desk_rules").row("history_shown", day).value)


def grounds(outcome: Outcome, day: date) -> tuple[DatedRow, ...]:
    """The grounds on which `outcome` may rest on `day`, in the order of the table."""
    return tuple(row for row in _table("grounds").on(day) if row.value["outcome"] == outcome)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.crossings", name)
