"""What the check digits of a zone prove (Doc 9303-3, 4.9; overflow: 9303-5 and 9303-6, 4.2.2)."""

from collections.abc import Mapping
from typing import NamedTuple

from moeli.standards.icao9303.check_digits import check_digit, check_digit_of, values
from moeli.standards.icao9303.layouts import Check, Layout

_MAY_BE_UNSET = frozenset({"optional_data", "birth_date", "expiry_date"})


class Number(NamedTuple):
    """A document number, whole; `taken` = how much of the optional data belongs to it."""

    text: str
    taken: int
    stands: bool | None = None


def number_in(layout: Layout, zone: str) -> Number:
    """The document number, with what overflowed into the optional data elements."""
    field = zone[layout.fields["document_number"]]
    check = layout.check_of("document_number")
    if not (layout.overflow and check and zone[check.at] == "<" and field[-1] != "<"):
        return Number(field, 0)
    rest = zone[layout.fields["optional_data"]].partition("<")[0]
    if len(rest) < 2:
        return Number(field, 0)
    whole = field + rest[:-1]
    return Number(whole, len(rest), str(check_digit_of(whole)) == rest[-1])


def proofs(layout: Layout, zone: str, number: Number) -> Mapping[str, bool]:
    """For each check digit of the layout, whether it stands."""
    numbers = values(zone)
    stand = {check.of: _stands(check, zone, numbers) for check in layout.checks}
    if number.stands is not None:
        stand["document_number"] = number.stands
    return stand


def _stands(check: Check, zone: str, numbers: bytes) -> bool:
    over = check.over
    covered = numbers[over[0]] if len(over) == 1 else b"".join([numbers[part] for part in over])
    given = zone[check.at]
    if given == "<":
        return check.of in _MAY_BE_UNSET and not zone[over[0]].strip("<")
    return str(check_digit(covered)) == given
