"""The dated words of the notice of a refusal."""

from datetime import date
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable

UPHELD = "upheld"
RESULTS = (UPHELD, "set_aside")


def words(day: date) -> tuple[DatedRow, ...]:
    """The texts of a notice written on `day`, in their order."""
    return tuple(_table().on(day))


@cache
def _table() -> DatedTable:
    return DatedTable.load("moeli.crossings", "refusal_notice")
