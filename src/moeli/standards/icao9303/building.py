"""Building a zone from data elements, by the same layouts by which zones are read."""

from datetime import date

from moeli.standards.icao9303.check_digits import check_digit_of
from moeli.standards.icao9303.dates import PartialDate
from moeli.standards.icao9303.layouts import LAYOUTS, Layout, within
from moeli.standards.icao9303.name_field import name_field
from moeli.standards.icao9303.transliteration import transliterate

_SEXES = ("M", "F", "")


class BuildError(ValueError):
    """A data element that does not fit its place; the text says which and why."""


def build(
    *,
    format: str,
    document_code: str,
    issuing_state: str,
    document_number: str,
    primary_identifier: str,
    secondary_identifier: str = "",
    nationality: str = "",
    birth_date: date | PartialDate | None = None,
    sex: str = "",
    expiry_date: date | PartialDate | None = None,
    optional_data: str = "",
) -> tuple[str, ...]:
    """The lines of a zone in `format` (`TD1`, `TD2`, `TD3`, `MRV-A`, `MRV-B`, `FRA-ID`).

    Names are transliterated (Doc 9303-3, section 6) and, too long for their field, truncated
    (4.6). None for a date = unknown, or no expiry. A number longer than its field goes on in the
    optional data where the layout provides for it.

    Raises BuildError for an element that does not fit, or holds characters no zone may contain.
    """
    layout = _layout(format)
    number, continued = _number(layout, document_number)
    elements = {
        "document_code": document_code,
        "issuing_state": issuing_state,
        "document_number": number,
        "nationality": nationality,
        "birth_date": _date(birth_date),
        "sex": _sex(sex),
        "expiry_date": _date(expiry_date),
        "optional_data": continued + optional_data,
        **_names(layout, transliterate(primary_identifier), transliterate(secondary_identifier)),
    }
    zone = ["<"] * (layout.lines * layout.width)
    for field, place in layout.fields.items():
        zone[place] = _fitted(layout, field, elements.get(field, ""), place.stop - place.start)
    _set_check_digits(layout, zone, overflowed=bool(continued))
    joined = "".join(zone)
    return tuple(joined[at : at + layout.width] for at in range(0, len(joined), layout.width))


def _layout(name: str) -> Layout:
    if name not in LAYOUTS:
        raise BuildError(f"There is no format {name!r}; there are {', '.join(LAYOUTS)}.")
    return LAYOUTS[name]


def _number(layout: Layout, number: str) -> tuple[str, str]:
    """The number's part in its own field, and what goes before the optional data."""
    place = layout.fields["document_number"]
    room = place.stop - place.start
    if len(number) <= room or not layout.overflow:
        return number, ""
    digit = check_digit_of(number)
    return number[:room], f"{number[room:]}{digit}<"


def _names(layout: Layout, primary: str, secondary: str) -> dict[str, str]:
    place = layout.fields.get("name")
    if place:
        return {"name": name_field(primary, secondary, place.stop - place.start)}
    fields = layout.fields
    return {
        "primary": _spaces(primary)[: fields["primary"].stop - fields["primary"].start],
        "secondary": _spaces(secondary)[: fields["secondary"].stop - fields["secondary"].start],
    }


def _spaces(name: str) -> str:
    return name.replace(" ", "<")


def _date(given: date | PartialDate | None) -> str:
    if given is None:
        return ""
    pairs = (given.year % 100, given.month, given.day)
    return "".join("<<" if pair is None else f"{pair:02}" for pair in pairs)


def _sex(letter: str) -> str:
    if letter not in _SEXES:
        raise BuildError(f"The sex is M, F or nothing, not {letter!r}.")
    return letter


def _fitted(layout: Layout, field: str, text: str, room: int) -> str:
    allowed = layout.alphabet(field)
    if not within(allowed, text):
        raise BuildError(f"{field}: only the characters {allowed} may stand here.")
    if len(text) > room:
        raise BuildError(f"{field}: {len(text)} characters do not fit into {room}.")
    return text.ljust(room, "<")


def _set_check_digits(layout: Layout, zone: list[str], *, overflowed: bool) -> None:
    for check in layout.checks:
        if overflowed and check.of == "document_number":
            continue
        covered = "".join(character for part in check.over for character in zone[part])
        zone[check.at] = str(check_digit_of(covered))
