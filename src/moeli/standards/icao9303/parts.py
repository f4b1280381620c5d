"""The data elements of a zone, taken apart by its layout; nothing is judged here."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from moeli.standards.icao9303.dates import DateReading, read_birth, read_expiry
from moeli.standards.icao9303.layouts import Layout
from moeli.standards.icao9303.names import Name, read_apart, read_name
from moeli.standards.icao9303.proofs import Number, number_in


class Parts(NamedTuple):
    """The elements of one zone; `states` has those codes that the layout provides for."""

    code: str
    states: Mapping[str, str]
    number: Number
    name: Name
    birth: DateReading
    sex: str
    expiry: DateReading | None
    optional: str


def parts_of(layout: Layout, zone: str, today: date) -> Parts:
    """The elements of `zone` (its lines joined), as read on `today`."""
    place = layout.fields
    number = number_in(layout, zone)
    return Parts(
        code=zone[place["document_code"]].rstrip("<"),
        states=_states(layout, zone),
        number=number,
        name=_name(layout, zone),
        birth=read_birth(zone[place["birth_date"]], today),
        sex=zone[place["sex"]],
        expiry=read_expiry(zone[place["expiry_date"]], today) if layout.expires else None,
        optional=_optional(layout, zone, number.taken),
    )


def _states(layout: Layout, zone: str) -> dict[str, str]:
    place = layout.fields
    states = {"issuing_state": zone[place["issuing_state"]].rstrip("<")}
    if "nationality" in place:
        states["nationality"] = zone[place["nationality"]].rstrip("<")
    return states


def _name(layout: Layout, zone: str) -> Name:
    place = layout.fields.get("name")
    if place:
        return read_name(zone[place])
    return read_apart(zone[layout.fields["primary"]], zone[layout.fields["secondary"]])


def _optional(layout: Layout, zone: str, taken: int) -> str:
    """The optional data; TD1 has two elements, here parted by a filler."""
    first = zone[layout.fields["optional_data"]][taken:].strip("<")
    place = layout.fields.get("optional_data_2")
    second = zone[place].strip("<") if place else ""
    return f"{first}<{second}" if first and second else first or second
