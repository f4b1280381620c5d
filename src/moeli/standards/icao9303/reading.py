"""Reading a zone: every field as given, and what its check digits prove of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from moeli.standards.icao9303 import findings
from moeli.standards.icao9303.document import Document, Problem
from moeli.standards.icao9303.layouts import Layout, layout_of
from moeli.standards.icao9303.parts import Parts, parts_of
from moeli.standards.icao9303.proofs import number_in, proofs
from moeli.standards.icao9303.repairs import repairs_of
from moeli.standards.icao9303.sayings import said_of
from moeli.standards.icao9303.verdicts import judged


def read(lines: Sequence[str], today: date) -> Document:
    """The document that these lines of a zone describe, as read on `today`.

    Any strings go in and no exception comes out: what does not stand is in `problems`. Nothing is
    upper-cased, trimmed or repaired first; proposals are in `repairs`.
    """
    given = tuple(lines)
    layout = layout_of(given)
    if layout is None:
        return Document(given, problems=(findings.of_size(given),))
    return _read(layout, given, "".join(given), today)


def is_valid(lines: Sequence[str], today: date) -> bool:
    """Whether `read` calls these lines valid; looks for no repairs where a digit refutes them."""
    layout = layout_of(tuple(lines))
    if layout is None:
        return False
    zone = "".join(lines)
    if not all(proofs(layout, zone, number_in(layout, zone)).values()):
        return False
    return read(lines, today).valid


def _read(layout: Layout, given: tuple[str, ...], zone: str, today: date) -> Document:
    parts = parts_of(layout, zone, today)
    stand = proofs(layout, zone, parts.number)
    problems = tuple(_problems(layout, zone, parts, stand, today))
    said = said_of(layout, zone, parts)
    return Document(
        given,
        layout.name,
        findings.none_invalidates(problems),
        parts.code or None,
        said["issuing_state"][0],
        said["document_number"][0],
        parts.name.primary,
        parts.name.secondary,
        said["nationality"][0] if "nationality" in said else None,
        parts.birth.value,
        said["sex"][0],
        parts.expiry.value if parts.expiry else None,
        parts.optional or None,
        judged(layout, stand, said),
        problems,
        () if all(stand.values()) else repairs_of(layout, zone, stand),
    )


def _problems(
    layout: Layout, zone: str, parts: Parts, stand: Mapping[str, bool], today: date
) -> Iterator[Problem]:
    yield from findings.of_characters(layout, zone)
    yield from findings.of_name(parts.name)
    yield from findings.of_number(parts.number.text)
    yield from findings.of_sex(parts.sex)
    yield from findings.of_dates(parts.birth, parts.expiry, today)
    yield from findings.of_proofs(stand)
    yield from findings.of_codes(layout, parts.code, parts.states)
