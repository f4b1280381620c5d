"""What desks and experts may see; protected reads are journaled before the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from moeli.crossings.captured import read_captured
from moeli.crossings.models import Inspection
from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.models import Examination, ExaminationQuerySet, Lesson, Picture, Source
from moeli.documents.pieces import Pieces, pieces_of
from moeli.documents.policies import ANSWERING, ASKING, LEARNING, TAKING
from moeli.documents.reading import Reading
from moeli.documents.sealing import (
    answer_binding,
    opened,
    picture_binding,
    question_binding,
    reading_of,
)
from moeli.documents.taken import fresh
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.blobs import services as blobs
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.standards import icao9303

SHOWN = 50


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture beside what was read in it; `document` is None where no zone was found."""

    id: UUID
    source: Source
    taken_at: datetime
    reading: Reading | None
    document: icao9303.Document | None
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A scanner's picture for which nobody has opened an inspection; nothing of it is shown."""

    id: UUID
    taken_at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class FreshPicture:
    """A picture of a moment ago; nothing of it is shown."""

    id: UUID
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class OfInspection:
    """What the console says of an inspection's picture, and of a question to the expert."""

    picture: UUID | None
    question: UUID | None
    verdict: str
    may_ask: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question in a list: no name, no number, no picture."""

    id: UUID
    place: str
    desk: str
    document_code: str
    issuing_state: str
    asked_at: datetime
    reply_by: datetime
    verdict: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question opened. Zone and picture are the expert's alone; the desk has the document."""

    row: QuestionRow
    groups: tuple[str, ...]
    motive: str
    document: icao9303.Document | None
    picture: bytes
    remark: str
    may_answer: bool


def picture_view(actor: Actor, place: str, picture_id: UUID) -> PictureView:
    """The picture with its pieces to compare (journaled), while it may begin an inspection.

    Raises MoeliError `absent`, `picture_stale`, `reader_busy`, or a `BlobError`.
    """
    row = fresh(actor, place, picture_id)
    with (
        reading(actor=actor, purpose="picture", ids=[row.id], place=row.place),
        blobs.opened(
            actor=actor,
            blob_id=row.blob_id,
            subject=row.key_subject,
            purpose="picture",
            place=row.place,
        ) as file,
    ):
        read = reading_of(row)
        pieces = pieces_of(file.read(), read)
    document = icao9303.read(read.lines, clock.legal_day(row.taken_at)) if read else None
    return PictureView(row.id, Source(row.source), row.taken_at, read, document, pieces)


def fresh_picture(actor: Actor, place: str, picture_id: UUID) -> FreshPicture | None:
    """A picture that may still begin an inspection, unopened. Raises MoeliError `absent`."""
    try:
        row = fresh(actor, place, picture_id)
    except MoeliError as error:
        if error.reason is DocumentError.STALE:
            return None
        raise
    return FreshPicture(row.id, row.taken_at)


def waiting_scans(actor: Actor, place: str, desk: str) -> tuple[WaitingScan, ...]:
    """What the scanner left for this desk and nobody used, the latest first."""
    since = clock.now() - rules.picture_time(clock.today())
    rows = Picture.objects.filter(TAKING.rows(actor), source=Source.SCANNER)
    found = rows.unused().at_desk(place, desk, since)[:SHOWN]
    return tuple(WaitingScan(row.id, row.taken_at, bool(row.reading)) for row in found)


def of_inspection(actor: Actor, inspection_id: UUID) -> OfInspection:
    """Whether the inspection has a picture, and whether the expert was asked; no content."""
    pictures = Picture.objects.filter(TAKING.rows(actor), inspection=OuterRef("pk"))
    asked = Examination.objects.filter(ASKING.rows(actor), inspection=OuterRef("pk"))
    found = Inspection.objects.filter(id=inspection_id).values_list(
        Subquery(pictures.values("id")[:1]),
        Subquery(asked.values("id")[:1]),
        Subquery(asked.values("verdict")[:1]),
    )
    picture, question, verdict = found.first() or (None, None, "")
    return OfInspection(picture, question, verdict or "", actor.may(ASKING.action))


def questions(actor: Actor) -> tuple[tuple[QuestionRow, ...], tuple[QuestionRow, ...]]:
    """What waits for an answer, the most urgent first, and what was answered lately."""
    rows = _open_to(actor)
    return _rows(rows.waiting()[:SHOWN]), _rows(rows.answered()[:SHOWN])


def question(actor: Actor, examination_id: UUID) -> QuestionView:
    """One question (journaled). Raises MoeliError `absent`, or `unavailable`."""
    row = _open_to(actor).filter(id=examination_id).first()
    if row is None:
        raise absent()
    expert = ANSWERING.may(actor, row)
    with reading(actor=actor, purpose="examination", ids=[row.id], place=row.place):
        asked = opened(question_binding(row), row.question)
        remark = opened(answer_binding(row), row.answer)["remark"] if row.answer else ""
        picture = _picture(row) if expert else b""
    day = clock.legal_day(row.asked_at)
    return QuestionView(
        row=_row(row),
        groups=tuple(asked["groups"]),
        motive=asked["motive"],
        document=read_captured(asked["zone"], day) if expert else None,
        picture=picture,
        remark=remark,
        may_answer=expert and not row.verdict,
    )


def lessons(actor: Actor, group: str = "") -> tuple[Lesson, ...]:
    """What was learnt, the latest first; of one group or of all. Raises MoeliError `absent`."""
    require(actor, LEARNING.action)
    rows = Lesson.objects.order_by("-written_at", "-id")
    return tuple((rows.filter(group=group) if group else rows)[:SHOWN])


def _picture(row: Examination) -> bytes:
    return keyring.unseal(picture_binding(row), bytes(row.picture)) if row.picture else b""


def _open_to(actor: Actor) -> ExaminationQuerySet:
    """The questions that she answers, or else those of the ports where she may ask."""
    policy = next((each for each in (ANSWERING, ASKING) if actor.may(each.action)), None)
    if policy is None:
        raise absent()
    return Examination.objects.filter(policy.rows(actor))


def _rows(rows: Iterable[Examination]) -> tuple[QuestionRow, ...]:
    return tuple(_row(row) for row in rows)


def _row(row: Examination) -> QuestionRow:
    return QuestionRow(
        row.id,
        row.place,
        row.desk,
        row.document_code,
        row.issuing_state,
        row.asked_at,
        row.reply_by,
        row.verdict,
        row.answered_at,
    )
