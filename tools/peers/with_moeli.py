"""Read with Moeli itself, as its peers are asked to."""

from collections.abc import Sequence
from datetime import date

from answering import serve

from moeli.standards.icao9303 import read

_TODAY = date(2026, 11, 24)


def accepts(lines: Sequence[str], name: str) -> bool:
    """Whether the zone is read as valid and as the format that it is."""
    document = read(lines, _TODAY)
    return document.valid and document.format == name


serve(accepts)
