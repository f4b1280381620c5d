"""The document as the officer sees it: each field with what its check digit proves, or does not."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.desk.presenters.document_words import FIELDS, FORMATS, STATUSES
from moeli.standards import icao9303


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
    """A field that a check digit refutes, and the readings that would satisfy it."""

    label: Promise
    read: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StripState:
    """One statement of the strip under the name."""

    word: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """The document on the inspection page."""

    primary: str
    secondary: str
    nationality: str
    kind: Promise
    number: str
    lines: tuple[str, ...]
    states: tuple[StripState, ...]
    fields: tuple[FieldRow, ...]
    problems: tuple[str, ...]
    repairs: tuple[RepairRow, ...]


def document_card(document: icao9303.Document, today: date) -> DocumentCard:
    """What the page shows of the document on `today`."""
    return DocumentCard(
        primary=document.primary_identifier or "",
        secondary=document.secondary_identifier or "",
        nationality=document.nationality or "",
        kind=FORMATS.get(str(document.format), _("document")),
        number=document.document_number or "",
        lines=tuple(document.lines),
        states=_states(document, today),
        fields=tuple(_field(document, name) for name in FIELDS if name in document.fields),
        problems=tuple(problem.text for problem in document.problems),
        repairs=(),
    )


def _field(document: icao9303.Document, name: str) -> FieldRow:
    field = document.fields[name]
    status, tone = STATUSES[str(field.status)]
    return FieldRow(FIELDS[name], str(field.value or ""), status, tone, field.note or "")


def _states(document: icao9303.Document, today: date) -> tuple[StripState, ...]:
    states = []
    if document.valid:
        states.append(StripState(_("Check digits hold"), "good"))
    else:
        states.append(StripState(_("Zone does not hold: check by eye"), "bad"))
    return tuple(states)
