"""The dated tables of the list: kinds of entry and instructions. Pure but for reading them once."""

from datetime import date
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable


def kinds(day: date) -> tuple[DatedRow, ...]:
    """Why a document may be listed, as of `day`. Never shown in a booth."""
    return tuple(_table("kinds").on(day))


def instructions(day: date) -> tuple[DatedRow, ...]:
    """What an officer may be told to do, as of `day`."""
    return tuple(_table("instructions").on(day))


def kind(name: str, day: date) -> DatedRow:
    """The kind named so. Raises KeyError when it was not in force on `day`."""
    return _table("kinds").row(name, day)


def instruction(name: str, day: date) -> DatedRow:
    """The instruction named so. Raises KeyError when it was not in force on `day`."""
    return _table("instructions").row(name, day)


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.screening", name)
