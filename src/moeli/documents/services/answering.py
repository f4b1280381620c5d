"""The expert's answer, and the lesson that everybody may learn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from moeli.crossings.captured import read_captured
from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.lessons import LONGEST, names_somebody
from moeli.documents.models import Examination
from moeli.documents.policies import ANSWERING
from moeli.documents.sealing import opened, question_binding
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, reading, record_all

REMARK_LENGTH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the expert says. `group` and `lesson` are asked for where something was altered.

    `remark` goes to the desk alone; `lesson` to every officer.
    """

    verdict: str
    remark: str = ""
    group: str = ""
    lesson: str = ""


def answer_question(*, actor: Actor, examination_id: UUID, answered: Answered) -> Examination:
    """Answer once; a lesson about an alteration is kept without any personal data.

    Raises MoeliError `absent` or with a `DocumentError` code.
    """
    altered = _checked(answered)
    with transaction.atomic():
        rows = Examination.objects.filter(ANSWERING.rows(actor)).select_for_update()
        row = rows.filter(id=examination_id).first()
        if row is None:
            raise absent()
        if row.verdict:
            raise MoeliError(DocumentError.ALREADY_ANSWERED)
        if altered:
            _check_lesson(actor, row, answered.lesson)
        entries = [_answer(actor, row, answered)]
        if altered:
            entries.append(_lesson(actor, row, answered))
        record_all(entries)
        row.refresh_from_db()
        return row


def _checked(answered: Answered) -> bool:
    """Whether something was altered, so that a lesson is asked for."""
    today = clock.today()
    verdicts: Mapping[str, Any] = {row.id: row.value for row in rules.verdicts(today)}
    if answered.verdict not in verdicts:
        raise MoeliError(DocumentError.BAD_VERDICT)
    if len(answered.remark.strip()) > REMARK_LENGTH:
        raise MoeliError(DocumentError.MOTIVE_LONG, most=REMARK_LENGTH)
    altered = bool(verdicts[answered.verdict]["altered"])
    if altered and answered.group not in {row.id for row in rules.groups(today)}:
        raise MoeliError(DocumentError.NO_ALTERATION)
    if altered and not 0 < len(answered.lesson.strip()) <= LONGEST:
        raise MoeliError(DocumentError.NO_ALTERATION)
    return altered


def _check_lesson(actor: Actor, row: Examination, lesson: str) -> None:
    with reading(actor=actor, purpose="lesson", ids=[row.id], place=row.place):
        zone = str(opened(question_binding(row), row.question)["zone"])
    if names_somebody(lesson, read_captured(zone, clock.legal_day(row.asked_at))):
        raise MoeliError(DocumentError.LESSON_PERSONAL)


def _answer(actor: Actor, row: Examination, answered: Answered) -> NewEntry:
    return NewEntry(
        verb="examination.answered",
        actor=actor.id,
        subject=str(row.id),
        place=row.place,
        body={"verdict": answered.verdict, "remark": answered.remark.strip()},
    )


def _lesson(actor: Actor, row: Examination, answered: Answered) -> NewEntry:
    return NewEntry(
        verb="lesson.written",
        actor=actor.id,
        subject=str(uuid7()),
        body={
            "group": answered.group,
            "document_code": row.document_code,
            "issuing_state": row.issuing_state,
            "what": answered.lesson.strip(),
        },
    )
