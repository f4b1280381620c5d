"""The dated rules of gate slips, and the agencies that may clear a car."""

from datetime import date, timedelta
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable


def validity(day: date) -> timedelta:
    """How long after it was issued a slip may be used."""
    return timedelta(minutes=int(_rules().row("gate_slip_valid_minutes", day).value))


def most_people(day: date) -> int:
    """How many people, walking and riding, may belong to one car."""
    return int(_rules().row("gate_slip_most_people", day).value)


def agencies(day: date) -> tuple[DatedRow, ...]:
    """The agencies that may be asked about a car, in the order of the table."""
    return tuple(_agencies().on(day))


def agency_roles() -> dict[str, str]:
    """Of each agency that any row names, the role that is told when it is asked."""
    return {row.id: row.value["role"] for row in _agencies().rows}


@cache
def _rules() -> DatedTable:
    return DatedTable.load("moeli.crossings", "slip_rules")


@cache
def _agencies() -> DatedTable:
    return DatedTable.load("moeli.crossings", "agencies")
