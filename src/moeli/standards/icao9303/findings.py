"""Problems of a zone: their sentences from `data/problems.toml`, and how each is found."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files

from moeli.standards.icao9303.codes import STATES
from moeli.standards.icao9303.dates import DateReading
from moeli.standards.icao9303.document import Problem
from moeli.standards.icao9303.layouts import Layout, within
from moeli.standards.icao9303.names import Name

_TABLES = tomllib.loads(
    files("moeli.standards.icao9303").joinpath("data", "problems.toml").read_text(encoding="utf-8")
)
_INVALIDATING = frozenset(code for code, told in _TABLES.items() if told["invalid"])


_FIELD_OF = {
    "name": "primary_identifier",
    "primary": "primary_identifier",
    "secondary": "secondary_identifier",
    "optional_data_2": "optional_data",
}


def problem(code: str, field: str = "", **named: object) -> Problem:
    """A finding of this code, its sentence filled in."""
    return Problem(code, field, _TABLES[code]["text"].format(**named))


def none_invalidates(problems: Iterable[Problem]) -> bool:
    """Whether the zone stands as given, whatever else was found."""
    return not any(found.code in _INVALIDATING for found in problems)


def of_size(lines: tuple[str, ...]) -> Problem:
    """Why these lines have no layout."""
    lengths = sorted({len(line) for line in lines}, reverse=True)
    if len(lines) not in (2, 3):
        return problem("line_count", count=len(lines))
    return problem("line_length", lengths=" and ".join(str(length) for length in lengths))


def of_characters(layout: Layout, zone: str) -> Iterator[Problem]:
    """Fields and check digits with characters that may not stand there."""
    if layout.pattern.fullmatch(zone):
        return
    for field, place in layout.fields.items():
        allowed = layout.alphabet(field)
        if not within(allowed, zone[place]):
            yield problem("characters", _named(field), allowed=_in_words(allowed))


def of_name(name: Name) -> Iterator[Problem]:
    """A name that is missing, may be truncated, or is separated twice."""
    for code in name.findings:
        yield problem(code, "primary_identifier")


def of_number(text: str) -> Iterator[Problem]:
    """A document without a number."""
    if not text.strip("<"):
        yield problem("number_missing", "document_number")


def of_sex(letter: str) -> Iterator[Problem]:
    """A letter that gives no sex (Doc 9303-4, 4.2.2.2: M, F or the filler)."""
    if letter not in "MF<":
        yield problem("sex_letter", "sex")


def of_proofs(stand: Mapping[str, bool]) -> Iterator[Problem]:
    """Check digits that do not stand."""
    for of, stands in stand.items():
        if not stands:
            yield problem("check_digit", of)


def of_dates(birth: DateReading, expiry: DateReading | None, today: date) -> Iterator[Problem]:
    """Impossible, past and contradicting dates."""
    if not birth.possible:
        yield problem("date_impossible", "birth_date")
    if expiry is None:
        return
    if not expiry.possible:
        yield problem("date_impossible", "expiry_date")
    if expiry.value and expiry.value.latest() < today:
        yield problem("expired", "expiry_date", date=expiry.text)
    if expiry.value and birth.value and expiry.value.latest() < birth.value.earliest():
        yield problem("dates_contradict", "expiry_date")


def of_codes(layout: Layout, document_code: str, states: Mapping[str, str]) -> Iterator[Problem]:
    """Codes that stand for nothing, or no longer."""
    if document_code[:1] not in layout.code_letters or not document_code:
        yield problem("unknown_document_code", "document_code")
    for field, code in states.items():
        state = STATES.get(code)
        if state is None:
            yield problem("unknown_state", field)
        elif not state.current:
            yield problem("withdrawn_state", field)


def _in_words(allowed: str) -> str:
    kinds = (("A-Z", "the letters A to Z"), ("0-9", "digits"), ("<", "the filler <"))
    named = [word for mark, word in kinds if mark in allowed]
    return ", ".join(named[:-1]) + " and " + named[-1]


def _named(place: str) -> str:
    return _FIELD_OF.get(place, place)
