"""PassportEye's text parser."""

from collections.abc import Sequence

from passporteye.mrz.text import MRZ
from timing import answer


def read(lines: Sequence[str]) -> bool:
    """Parse, and build its dictionary of fields."""
    parsed = MRZ(list(lines))
    parsed.to_dict()
    return bool(parsed.valid)


answer(lambda _format: read)
