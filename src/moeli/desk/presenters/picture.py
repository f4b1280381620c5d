"""A picture of a document in words: what would help the camera, what agrees and what does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.desk.presenters.document import FieldRow, document_card
from moeli.desk.presenters.document_words import FIELDS
from moeli.desk.presenters.problem_words import problem_text
from moeli.desk.presenters.words import DIRECTIONS
from moeli.documents.models import Source
from moeli.documents.presenters import as_data
from moeli.documents.reading import Change, Doubted, Place, changes
from moeli.documents.selectors import PictureView, WaitingScan
from moeli.reading.advice import Advice
from moeli.standards import icao9303
from moeli.standards.icao9303.layouts import LAYOUTS

ADVICE: dict[Advice, Promise] = {
    Advice.READ: _("Read"),
    Advice.DOUBTFUL: _("Almost: hold still, a little closer"),
    Advice.MORE_LIGHT: _("More light"),
    Advice.CLOSER: _("Closer"),
    Advice.HOLD_STILL: _("Hold still"),
    Advice.TURN: _("Turn the page: lines level"),
    Advice.NO_ZONE: _("No zone seen: show the page with the lines"),
}
_SOURCES: dict[Source, Promise] = {
    Source.CAMERA: _("taken by the camera"),
    Source.FILE: _("from a file"),
    Source.SCANNER: _("from the scanner"),
}
_WHOLE_FIELD: dict[str, Promise] = {"name": _("Name"), "primary": FIELDS["primary_identifier"]}


@dataclass(frozen=True, slots=True)
class TakePage:
    """The page on which a picture is taken."""

    direction: str
    directions: tuple[tuple[str, Promise], ...]
    scans: tuple[WaitingScan, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was copied by eye from the visual page."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One agreement or disagreement."""

    tone: str
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Candidate:
    """A character that may stand there; `key` chooses it."""

    key: int
    letter: str
    word: Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class DoubtCard:
    """One doubtful character with its piece of the picture."""

    name: str
    line: int
    column: int
    field: Promise | str
    picture: str
    candidates: tuple[Candidate, ...]
    other: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Zone, page and correction side by side."""

    id: UUID
    source: Promise
    taken_at: datetime
    whole: str
    zone: str
    lines: tuple[str, ...]
    typed_lines: str
    fields: tuple[FieldRow, ...]
    findings: tuple[Finding, ...]
    doubts: tuple[DoubtCard, ...]
    direction: str
    directions: tuple[tuple[str, Promise], ...]
    problem: str


def take_page(scans: tuple[WaitingScan, ...], way: str) -> TakePage:
    """The page with the camera."""
    return TakePage(way, _directions(), scans)


def compare_page(
    seen: PictureView,
    way: str,
    typed: Typed | None,
    lines: str,
    answers: Mapping[Place, str],
    problem: str,
) -> ComparePage:
    """The picture beside its reading; `lines` and `answers` are what was sent, if anything was."""
    read, card = seen.reading, document_card(seen.document) if seen.document else None
    pieces = zip(read.doubts, seen.pieces.doubts, strict=True) if read else ()
    return ComparePage(
        id=seen.id,
        source=_SOURCES[seen.source],
        taken_at=seen.taken_at,
        whole=as_data(seen.pieces.whole),
        zone=as_data(seen.pieces.zone),
        lines=read.lines if read else (),
        typed_lines=lines or "\n".join(read.lines if read else ()),
        fields=card.fields if card else (),
        findings=tuple(_findings(seen, typed, lines)),
        doubts=tuple(_doubt(seen, doubt, piece, answers) for doubt, piece in pieces),
        direction=way,
        directions=_directions(),
        problem=problem,
    )


def _directions() -> tuple[tuple[str, Promise], ...]:
    return tuple((way.value, word) for way, word in DIRECTIONS.items())


def _findings(seen: PictureView, typed: Typed | None, lines: str) -> Iterator[Finding]:
    read, document = seen.reading, seen.document
    if read is None or document is None:
        yield Finding(
            "bad", _("No zone was found in the picture. Type its lines, or go on by hand.")
        )
        return
    yield from _digits(document)
    if read.name_witnessed:
        yield Finding("good", _("Two readers read the same name."))
    else:
        yield Finding("warn", _("The two readers are not sure of the name: compare it by eye."))
    if read.doubts:
        count = len(read.doubts)
        said = ngettext("%(n)d character is doubtful.", "%(n)d characters are doubtful.", count)
        yield Finding("warn", said % {"n": count})
    if read.more_doubts:
        yield Finding("warn", _("More are doubtful than are asked for: a better picture helps."))
    if typed:
        yield from _visual(document, typed)
    for change in changes(read, lines.upper().split()) or () if lines else ():
        yield Finding("warn", _changed(change))


def _digits(document: icao9303.Document) -> Iterator[Finding]:
    if document.valid:
        yield Finding("good", _("All check digits agree."))
    for problem in document.problems:
        yield Finding("bad" if problem.code == "check_digit" else "warn", problem_text(problem))


def _visual(document: icao9303.Document, typed: Typed) -> Iterator[Finding]:
    """What was copied from the visual page, held against the zone."""
    pairs = (
        (typed.number, document.document_number or "", FIELDS["document_number"], str.upper),
        (
            typed.name,
            document.primary_identifier or "",
            FIELDS["primary_identifier"],
            icao9303.transliterate,
        ),
    )
    for copied, zone, label, written in pairs:
        if copied and _plain(written(copied)) == _plain(written(zone)):
            said = gettext("%(field)s: page and zone agree.")
            yield Finding("good", said % {"field": label})
        elif copied:
            said = gettext("%(field)s: the page says %(page)s, the zone says %(zone)s.")
            yield Finding("bad", said % {"field": label, "page": copied, "zone": zone or "–"})


def _plain(text: str) -> str:
    """Letters and digits alone: pages part numbers and names as zones do not."""
    return "".join(letter for letter in text if letter.isalnum())


def _changed(change: Change) -> str:
    said = gettext("Line %(line)d, character %(column)d: read %(read)s, typed %(said)s.")
    return said % {
        "line": change.line,
        "column": change.column,
        "read": change.read,
        "said": change.said,
    }


def _doubt(
    seen: PictureView, doubt: Doubted, piece: bytes, answers: Mapping[Place, str]
) -> DoubtCard:
    given = answers.get(doubt.place, "")
    candidates = tuple(
        Candidate(key, letter, _word(letter), letter == given)
        for key, letter in enumerate(doubt.candidates, 1)
    )
    return DoubtCard(
        name=f"{doubt.line}-{doubt.column}",
        line=doubt.line,
        column=doubt.column,
        field=_field_at(seen, doubt),
        picture=as_data(piece),
        candidates=candidates,
        other="" if given in doubt.candidates else given,
    )


def _word(letter: str) -> Promise:
    if letter == "<":
        return _("filler")
    return _("digit") if letter.isdigit() else _("letter")


def _field_at(seen: PictureView, doubt: Doubted) -> Promise | str:
    """To which field the character belongs."""
    layout = LAYOUTS.get(str(seen.document.format) if seen.document else "")
    if layout is None:
        return ""
    at = (doubt.line - 1) * layout.width + doubt.column - 1
    found = (name for name, place in layout.fields.items() if place.start <= at < place.stop)
    name = next(found, "")
    checks = any(check.at == at for check in layout.checks)
    return _("check digit") if checks else {**FIELDS, **_WHOLE_FIELD}.get(name, "")
