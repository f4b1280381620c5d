"""Machine-readable zones of travel documents: read, validate, build (ICAO Doc 9303-3 to 9303-7)."""

from moeli.standards.icao9303.building import BuildError, build
from moeli.standards.icao9303.check_digits import check_digit_of
from moeli.standards.icao9303.codes import StateCode, state
from moeli.standards.icao9303.dates import PartialDate
from moeli.standards.icao9303.document import Document, Field, Problem, Repair, Status
from moeli.standards.icao9303.reading import is_valid, read
from moeli.standards.icao9303.transliteration import originals, transliterate
from moeli.standards.icao9303.visual import FORMAT as VISUAL
from moeli.standards.icao9303.visual import visual
from moeli.standards.icao9303.zones import split_zone

__all__ = [
    "VISUAL",
    "BuildError",
    "Document",
    "Field",
    "PartialDate",
    "Problem",
    "Repair",
    "StateCode",
    "Status",
    "build",
    "check_digit_of",
    "is_valid",
    "originals",
    "read",
    "split_zone",
    "state",
    "transliterate",
    "visual",
]
