"""Proposals for a refuted field: only such as its check digit proves, with all that it cannot tell.

Two characters are the same to every check digit when their values agree modulo 10 (K and the
filler, I and S, B and L, A and K …): such readings are named beside each proposal.
"""

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import islice
from string import ascii_uppercase, digits
from typing import NamedTuple

from moeli.standards.icao9303.check_digits import values
from moeli.standards.icao9303.dates import is_possible
from moeli.standards.icao9303.document import Repair
from moeli.standards.icao9303.layouts import COMPOSITE, Check, Layout, within
from moeli.standards.icao9303.proofs import number_in, proofs

_MOST = 32  # proposals; a person compares no more


class _Change(NamedTuple):
    places: tuple[int, ...]
    zone: str


def repairs_of(layout: Layout, zone: str, stand: Mapping[str, bool]) -> tuple[Repair, ...]:
    """Readings of the refuted fields by which every check digit concerned would stand."""
    found = (
        _repair(layout, zone, check, change)
        for check in layout.checks
        if check.of != COMPOSITE and not stand[check.of]
        for change in _changes(layout, zone, check)
        if _proved(layout, change.zone, check)
    )
    return tuple(islice(found, _MOST))


def _changes(layout: Layout, zone: str, check: Check) -> Iterator[_Change]:
    """One character taken for another; in a field of digits also every letter at once."""
    covered = _covered(layout, zone, check)
    for at in (*covered, check.at):
        allowed = layout.alphabet("digit" if at == check.at else check.of)
        for other in sorted(_CONFUSED.get(zone[at], ())):
            if within(allowed, other):
                yield _Change((at,), _with(zone, {at: other}))
    if layout.alphabet(check.of) == layout.alphabet("digit"):
        yield from _letters_as_digits(zone, covered)


def _covered(layout: Layout, zone: str, check: Check) -> tuple[int, ...]:
    """Where the characters under a check digit stand, an overflowing number's rest included."""
    own = tuple(range(check.over[0].start, check.over[0].stop))
    if check.of != "document_number":
        return own
    rest = layout.fields["optional_data"].start
    return own + tuple(range(rest, rest + number_in(layout, zone).taken))


def _letters_as_digits(zone: str, covered: tuple[int, ...]) -> Iterator[_Change]:
    letters = {at: _AS_DIGIT.get(zone[at]) for at in covered if zone[at].isalpha()}
    digits = {at: digit for at, digit in letters.items() if digit}
    if len(digits) > 1 and len(digits) == len(letters):
        yield _Change(tuple(digits), _with(zone, digits))


def _proved(layout: Layout, zone: str, check: Check) -> bool:
    """The field's digit stands, and the composite too unless another field is refuted as well."""
    stand = dict(proofs(layout, zone, number_in(layout, zone)))
    composite = stand.pop(COMPOSITE, True)
    return stand[check.of] and (composite or not all(stand.values())) and _is_date(check, zone)


def _is_date(check: Check, zone: str) -> bool:
    return check.of not in ("birth_date", "expiry_date") or is_possible(zone[check.over[0]])


def _repair(layout: Layout, zone: str, check: Check, change: _Change) -> Repair:
    line, _ = layout.place(change.places[0])
    return Repair(
        field=check.of,
        line=line,
        positions=tuple(layout.place(at)[1] for at in change.places),
        read="".join(zone[at] for at in change.places),
        proposal="".join(change.zone[at] for at in change.places),
        value=_value(layout, change.zone, check),
        alternatives=tuple(_alternatives(layout, zone, check, change)),
    )


def _alternatives(layout: Layout, zone: str, check: Check, change: _Change) -> Iterator[str]:
    """The field's other readings with a character of the same value modulo 10 in that place."""
    at = change.places[0]
    if at == check.at or len(change.places) > 1:
        return
    for other in _SAME_TO_DIGITS[_check_value(change.zone[at])]:
        if other != change.zone[at] and within(layout.alphabet(check.of), other):
            alternative = _with(zone, {at: other})
            if _is_date(check, alternative):
                yield _value(layout, alternative, check)


def _value(layout: Layout, zone: str, check: Check) -> str:
    if check.of == "document_number":
        return number_in(layout, zone).text.rstrip("<")
    return zone[check.over[0]].rstrip("<")


def _with(zone: str, characters: Mapping[int, str]) -> str:
    changed = list(zone)
    for at, character in characters.items():
        changed[at] = character
    return "".join(changed)


def _check_value(character: str) -> int:
    return values(character)[0] % 10


def _confused() -> dict[str, set[str]]:
    table = files("moeli.standards.icao9303").joinpath("data", "confusions.csv")
    lines = table.read_text(encoding="utf-8").splitlines()
    pairs: dict[str, set[str]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        pairs.setdefault(row["one"], set()).add(row["other"])
        pairs.setdefault(row["other"], set()).add(row["one"])
    return pairs


_CONFUSED = _confused()
_AS_DIGIT = {
    letter: min(filter(str.isdecimal, others))
    for letter, others in _CONFUSED.items()
    if letter.isalpha() and any(map(str.isdecimal, others))
}
_SAME_TO_DIGITS: dict[int, list[str]] = {}
for _character in "<" + digits + ascii_uppercase:
    _SAME_TO_DIGITS.setdefault(_check_value(_character), []).append(_character)
