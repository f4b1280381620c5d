"""Read with the text parser of `passporteye`, its reader of pictures left aside."""

from collections.abc import Sequence

from answering import serve
from passporteye.mrz.text import MRZ


def accepts(lines: Sequence[str], _name: str) -> bool:
    """Whether it takes the zone as valid; its fields are asked for as well."""
    zone = MRZ(list(lines))
    zone.to_dict()
    return bool(zone.valid)


serve(accepts)
