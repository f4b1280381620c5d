"""A picture of a document in words: what would help the camera, and the page to compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.desk.presenters.document import FieldRow
from moeli.desk.presenters.document_words import FIELDS
from moeli.desk.presenters.picture_findings import (
    Finding,
    Typed,
    field_names,
    fields,
    findings,
)
from moeli.desk.presenters.words import DIRECTIONS
from moeli.documents.models import Source
from moeli.documents.presenters import as_data
from moeli.documents.reading import Doubted, Place
from moeli.documents.selectors import PictureView, WaitingScan
from moeli.platform import clock
from moeli.reading.advice import Advice
from moeli.standards import icao9303

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


@dataclass(frozen=True, slots=True)
class TakePage:
    """The page on which a picture is taken."""

    direction: str
    directions: tuple[tuple[str, Promise], ...]
    scans: tuple[WaitingScan, ...]
    watched: bool


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


def take_page(scans: tuple[WaitingScan, ...], way: str, *, watched: bool) -> TakePage:
    """The page with the camera; `watched` says whether a scanner may leave something meanwhile."""
    return TakePage(way, _directions(), scans, watched)


def compare_page(
    seen: PictureView,
    way: str,
    typed: Typed | None,
    lines: str,
    answers: Mapping[Place, str],
    problem: str,
) -> ComparePage:
    """The picture beside its reading; `lines` and `answers` are what was sent, if anything was."""
    read = seen.reading
    now = _now(seen, lines, answers)
    document = icao9303.read(now, clock.legal_day(seen.taken_at)) if now else None
    unanswered = tuple(each for each in read.doubts if each.place not in answers) if read else ()
    pieces = zip(read.doubts, seen.pieces.doubts, strict=True) if read else ()
    return ComparePage(
        id=seen.id,
        source=_SOURCES[seen.source],
        taken_at=seen.taken_at,
        whole=as_data(seen.pieces.whole),
        zone=as_data(seen.pieces.zone),
        lines=now,
        typed_lines=lines or "\n".join(read.lines if read else ()),
        fields=tuple(fields(document, unanswered)) if document else (),
        findings=tuple(findings(read, document, unanswered, typed, now)),
        doubts=tuple(_doubt(document, doubt, piece, answers) for doubt, piece in pieces),
        direction=way,
        directions=_directions(),
        problem=problem,
    )


def _now(seen: PictureView, lines: str, answers: Mapping[Place, str]) -> tuple[str, ...]:
    """The zone as it stands with what was sent: typed lines, or answers to doubts."""
    typed = icao9303.split_zone(lines.upper())
    if seen.reading is None or (typed and typed != seen.reading.lines):
        return typed
    return seen.reading.with_answers(answers)


def _directions() -> tuple[tuple[str, Promise], ...]:
    return tuple((way.value, word) for way, word in DIRECTIONS.items())


def _doubt(
    document: icao9303.Document | None,
    doubt: Doubted,
    piece: bytes,
    answers: Mapping[Place, str],
) -> DoubtCard:
    given = answers.get(doubt.place, "")
    candidates = tuple(
        Candidate(key, letter, _word(letter), letter == given)
        for key, letter in enumerate(doubt.candidates, 1)
    )
    names = field_names(document, doubt) if document else ()
    return DoubtCard(
        name=f"{doubt.line}-{doubt.column}",
        line=doubt.line,
        column=doubt.column,
        field=FIELDS.get(names[0], "") if len(names) == 1 else _("Name") if names else "",
        picture=as_data(piece),
        candidates=candidates,
        other="" if given in doubt.candidates else given,
    )


def _word(letter: str) -> Promise:
    if letter == "<":
        return _("filler")
    return _("digit") if letter.isdigit() else _("letter")
