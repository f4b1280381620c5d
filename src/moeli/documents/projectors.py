"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from base64 import b64decode
from datetime import datetime
from uuid import UUID

from moeli.documents.models import Examination, Lesson, Picture
from moeli.documents.sealing import (
    answer_binding,
    answers_binding,
    picture_binding,
    question_binding,
    reading_binding,
    sealed,
)
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def picture_kept(recorded: Recorded) -> None:
    """The picture, with what was read in it."""
    body = recorded.body
    row = Picture(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=body["desk"],
        officer=recorded.actor,
        source=body["source"],
        taken_at=recorded.occurred_at,
        blob_id=UUID(body["blob"]),
        sha256=bytes.fromhex(body["sha256"]),
        key_subject=_month(recorded),
    )
    if not Picture.objects.filter(id=row.id).exists():
        if body["reading"]:
            row.reading = sealed(reading_binding(row), body["reading"])
        row.save(force_insert=True)


def picture_answered(recorded: Recorded) -> None:
    """Which characters hands gave; the first answers hold."""
    row = Picture.objects.get(id=UUID(recorded.subject), place=recorded.place)
    if not row.answers:
        row.answers = sealed(answers_binding(row), {"changes": recorded.body["changes"]})
        row.save(update_fields=["answers"])


def inspection_opened(recorded: Recorded) -> None:
    """The picture that the inspection names belongs to it; the first inspection has it."""
    image = recorded.body.get("capture", {}).get("image", "")
    if image:
        named = Picture.objects.unused().filter(sha256=bytes.fromhex(image), place=recorded.place)
        named.update(inspection=UUID(recorded.subject))


def examination_asked(recorded: Recorded) -> None:
    """The question, with the picture that travels with it."""
    body = recorded.body
    row = Examination(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=body["desk"],
        inspection=UUID(body["inspection"]),
        document_code=body["document_code"],
        issuing_state=body["issuing_state"],
        asked_by=recorded.actor,
        asked_at=recorded.occurred_at,
        reply_by=datetime.fromisoformat(body["reply_by"]),
        key_subject=_month(recorded),
    )
    if not Examination.objects.filter(id=row.id).exists():
        row.question = sealed(question_binding(row), body["question"])
        if body["picture"]:
            row.picture = keyring.seal(picture_binding(row), b64decode(body["picture"]))
        row.save(force_insert=True)


def examination_answered(recorded: Recorded) -> None:
    """The answer; the first holds."""
    row = Examination.objects.filter(id=UUID(recorded.subject), place=recorded.place).first()
    if row is None or row.verdict:
        return
    row.verdict, row.answer_key_subject = recorded.body["verdict"], _month(recorded)
    row.answer = sealed(answer_binding(row), {"remark": recorded.body["remark"]})
    row.answered_by, row.answered_at = recorded.actor, recorded.occurred_at
    row.save()


def lesson_written(recorded: Recorded) -> None:
    """What everybody may learn."""
    body = recorded.body
    Lesson.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "group": body["group"],
            "document_code": body["document_code"],
            "issuing_state": body["issuing_state"],
            "what": body["what"],
            "written_at": recorded.occurred_at,
        },
    )


def _month(recorded: Recorded) -> str:
    return node.month_of(recorded.node, recorded.recorded_at)
