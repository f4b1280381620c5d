"""Looking at pictures: a frame that is not good enough is forgotten, every other is kept."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction

from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.models import Picture, Source
from moeli.documents.picture_reader import Answer, readers, require_picture
from moeli.documents.policies import TAKING
from moeli.documents.reading import Reading
from moeli.documents.sealing import SCOPE
from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.blobs import media_types
from moeli.platform.blobs import services as blobs
from moeli.platform.blobs.errors import BlobError
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.reading.advice import Advice

LARGEST_FILE = 32 * 1024 * 1024
_FRAMES = ("image/jpeg", "image/png")
_FRAME_SECONDS, _FRAME_WAIT = 6.0, 1.5
_FILE_SECONDS, _FILE_WAIT = 40.0, 20.0
_RETENTION = "document_picture"


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose picture it is: a port by its short code, and a desk by its name."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a frame gave: what would help, and the kept picture with its reading, if it is good."""

    advice: Advice
    picture: Picture | None = None
    reading: Reading | None = None


class _KeptMeanwhileError(Exception):
    """Another process kept the same picture in between: this transaction is undone."""


def make_ready() -> None:
    """Somebody opens the camera: let the first frame find a process that can read."""
    readers().prepare()


def look_at_frame(*, actor: Actor, desk: Desk, data: bytes, doubtful: bool = False) -> Look:
    """Read one frame of a camera; keep it only where it was read beyond doubt.

    `doubtful`: keep it as well where some characters are to be asked for. Raises MoeliError
    `absent`, `frame_too_large`, `reader_busy`, or with a `PictureError` or `BlobError` code.
    """
    require(actor, TAKING.action, desk.place)
    if len(data) > rules.frame_bytes(clock.today()):
        raise MoeliError(DocumentError.FRAME_TOO_LARGE)
    require_picture(data[: media_types.HEAD_BYTES], _FRAMES)
    answer = _read(data, thorough=False, seconds=_FRAME_SECONDS, wait=_FRAME_WAIT)
    told = answer[0]["reading"]
    reading = Reading.told(told) if told else None
    good = reading is not None and (reading.beyond_doubt or doubtful)
    kept = _keep(actor, desk, Source.CAMERA, answer, uuid7()) if good else None
    return Look(Advice(answer[0]["advice"]), kept, reading if good else None)


def keep_file(
    *,
    actor: Actor,
    desk: Desk,
    data: bytes,
    source: Source = Source.FILE,
    id: UUID | None = None,
) -> Picture:
    """Keep a picture that somebody chose or a scanner left, whatever can be read in it.

    With the `id` of a picture that is kept already, it is that one, and nothing is kept twice.

    Raises MoeliError `absent`, `reader_busy`, `two_documents`, or with a `PictureError` or
    `BlobError` code.
    """
    require(actor, TAKING.action, desk.place)
    if not data:
        raise MoeliError(BlobError.EMPTY)
    if len(data) > LARGEST_FILE:
        raise MoeliError(BlobError.TOO_LARGE, megabytes=LARGEST_FILE // (1024 * 1024))
    require_picture(data[: media_types.HEAD_BYTES], media_types.PICTURES)
    answer = _read(data, thorough=True, seconds=_FILE_SECONDS, wait=_FILE_WAIT)
    if answer[0]["two"]:
        raise MoeliError(DocumentError.TWO_DOCUMENTS)
    return _keep(actor, desk, source, answer, id or uuid7())


def _read(data: bytes, *, thorough: bool, seconds: float, wait: float) -> Answer:
    asked: Mapping[str, Any] = {
        "act": "read",
        "today": clock.today().isoformat(),
        "thorough": thorough,
    }
    return readers().ask(asked, data, seconds=seconds, wait=wait)


def _keep(actor: Actor, desk: Desk, source: Source, answer: Answer, id: UUID) -> Picture:
    """The file first, then its row and the picture's in one transaction."""
    about, (drawn,) = answer
    digest = hashlib.sha256(drawn).hexdigest()
    laid = blobs.lay(
        scope=SCOPE,
        subject=node.current().month(clock.now()),
        stream=BytesIO(drawn),
        retention=_RETENTION,
        media_type=about["media_type"],
        place=desk.place,
    )
    with suppress(_KeptMeanwhileError), transaction.atomic():
        blob = blobs.register(actor=actor, laid=laid)
        body = {
            "desk": desk.name,
            "source": source.value,
            "blob": str(blob.id),
            "sha256": digest,
            "reading": about["reading"],
        }
        record(
            NewEntry(
                verb="picture.kept", actor=actor.id, subject=str(id), place=desk.place, body=body
            )
        )
        if not Picture.objects.filter(id=id, blob=blob).exists():
            raise _KeptMeanwhileError
    return Picture.objects.get(id=id)
