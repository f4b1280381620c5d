"""Moeli's own reader, timed like its peers."""

from collections.abc import Sequence
from datetime import date

from timing import answer

from moeli.standards import icao9303

TODAY = date(2026, 11, 24)


def read(lines: Sequence[str]) -> bool:
    """The whole reading: fields, notes, problems."""
    return icao9303.read(lines, TODAY).valid


answer(lambda _format: read)
