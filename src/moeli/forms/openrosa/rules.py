"""Dated limits of the door for phones. Pure but for reading them once."""

from datetime import date
from functools import cache

from moeli.platform.dated import DatedTable


def limit(id: str, day: date) -> int:
    """The limit named so as it holds on `day`. Raises KeyError for an unknown one."""
    return int(_table().row(id, day).value)


@cache
def _table() -> DatedTable:
    return DatedTable.load("moeli.forms.openrosa", "limits")
