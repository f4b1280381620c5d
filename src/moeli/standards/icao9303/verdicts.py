"""Per field: what it means that the check digit which covers it stands, or does not, or is none."""

from collections.abc import Mapping
from typing import NamedTuple

from moeli.standards.icao9303.document import Field, Status
from moeli.standards.icao9303.layouts import COMPOSITE, LAYOUTS, Layout

COMPOSITE_FIELD = "composite_check_digit"

_FIELDS = (
    "document_code",
    "issuing_state",
    "document_number",
    "primary_identifier",
    "secondary_identifier",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
    "optional_data",
)


class _Verdict(NamedTuple):
    check: str | None
    stands: tuple[Status, str]
    refuted: tuple[Status, str]


def judged(
    layout: Layout, stand: Mapping[str, bool], said: Mapping[str, tuple[str | None, str]]
) -> dict[str, Field]:
    """The fields: each value and its own note, with what the check digits say of it."""
    fields = {}
    table = _TABLES[layout.name]
    for name, (value, own_note) in said.items():
        check, stands, refuted = table[name]
        status, note = stands if check is None or stand[check] else refuted
        fields[name] = Field(value, status, f"{own_note} {note}" if own_note else note)
    return fields


def _verdict(layout: Layout, field: str) -> _Verdict:
    check = layout.covered_by.get(field)
    if check is None:
        nothing = (Status.NOT_COVERED, "No check digit covers this field.")
        return _Verdict(None, nothing, nothing)
    whose = "The composite check digit" if check == COMPOSITE else "Its check digit"
    return _Verdict(
        check,
        (Status.VERIFIED, f"{whose} fits."),
        (Status.REFUTED, f"{whose} does not fit."),
    )


def _table(layout: Layout) -> dict[str, _Verdict]:
    table = {field: _verdict(layout, field) for field in _FIELDS}
    if layout.check_of(COMPOSITE):
        fits = (Status.VERIFIED, "It fits all the fields that it covers.")
        not_ = (Status.REFUTED, "It does not fit the fields that it covers.")
        table[COMPOSITE_FIELD] = _Verdict(COMPOSITE, fits, not_)
    return table


_TABLES = {layout.name: _table(layout) for layout in LAYOUTS.values()}
