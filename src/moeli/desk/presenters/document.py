"""The document as the officer sees it: each field with what its check digit proves, or does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from moeli.desk.presenters.document_words import (
    DATE_FIELDS,
    FIELDS,
    FORMATS,
    NAME_FIELDS,
    STATE_FIELDS,
    STATUSES,
    STRIP,
    TRUNCATED,
)
from moeli.desk.presenters.problem_words import problem_text
from moeli.platform import clock
from moeli.standards import icao9303

_FACE = ("birth_date", "sex", "expiry_date")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: its value and, in words, what is proved of it."""

    label: Promise
    value: str
    status: Promise
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A reading of a refuted field that its digit proves, and those it cannot tell from it."""

    label: Promise
    read: str
    value: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StripState:
    """One statement of the strip under the name."""

    word: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """The document on the inspection page; `face` is what is compared with the person."""

    primary: str
    secondary: str
    nationality: str
    state: str
    sex: str
    age: str
    kind: Promise
    number: str
    lines: tuple[str, ...]
    states: tuple[StripState, ...]
    fields: tuple[FieldRow, ...]
    face: tuple[FieldRow, ...]
    problems: tuple[str, ...]
    repairs: tuple[RepairRow, ...]


def document_card(document: icao9303.Document) -> DocumentCard:
    """What the page shows of a document."""
    return DocumentCard(
        primary=document.primary_identifier or "",
        secondary=document.secondary_identifier or "",
        nationality=document.nationality or "",
        state=_state(document.nationality),
        sex=document.sex or "",
        age=_age(document.birth_date, clock.today()),
        kind=FORMATS.get(str(document.format), _("document")),
        number=document.document_number or "",
        lines=document.lines,
        states=tuple(_states(document)),
        fields=tuple(_field(document, name) for name in FIELDS if name in document.fields),
        face=tuple(_field(document, name) for name in _FACE if name in document.fields),
        problems=tuple(problem_text(problem) for problem in document.problems),
        repairs=tuple(_repair(repair) for repair in document.repairs),
    )


def _state(code: str | None) -> str:
    state = icao9303.state(code or "")
    return state.name if state else ""


def _age(born: icao9303.PartialDate | None, today: date) -> str:
    """How old somebody is, to be held against a face; nothing where only the year is known."""
    if born is None or not born.day:
        return ""
    day = born.earliest()
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}


def _field(document: icao9303.Document, name: str) -> FieldRow:
    field = document.fields[name]
    status, tone = STATUSES[str(field.status)]
    return FieldRow(FIELDS[name], _value(document, name), status, tone, _note(document, name))


def _value(document: icao9303.Document, name: str) -> str:
    """The value; a date as people write it, as far as it is known."""
    if name not in DATE_FIELDS:
        return document.fields[name].value or ""
    known: icao9303.PartialDate | None = getattr(document, name)
    if known is None:
        return ""
    written = "j M Y" if known.day else "M Y" if known.month else "Y"
    return date_format(known.earliest(), written)


def _note(document: icao9303.Document, name: str) -> str:
    """What an officer needs beside a value: for whom a code stands, that a name may go on."""
    state = icao9303.state(document.fields[name].value or "") if name in STATE_FIELDS else None
    if state:
        return state.name
    truncated = any(problem.code == "name_truncated" for problem in document.problems)
    return str(TRUNCATED) if truncated and name in NAME_FIELDS else ""


def _states(document: icao9303.Document) -> Iterator[StripState]:
    codes = {problem.code for problem in document.problems}
    if document.format == icao9303.VISUAL:
        yield StripState(_("Copied by eye: nothing is proved, compare each field"), "warn")
    elif document.valid:
        yield StripState(_("Check digits fit"), "good")
    else:
        yield StripState(_("Zone does not fit: compare with the printed page"), "bad")
    for code, word in STRIP.items():
        if code in codes:
            yield StripState(word, "warn")


def _repair(repair: icao9303.Repair) -> RepairRow:
    return RepairRow(FIELDS[repair.field], repair.read, repair.value, repair.alternatives)
