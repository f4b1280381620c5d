"""Asking the expert about a document that is being inspected."""

from base64 import b64encode
from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings.models import Inspection
from moeli.crossings.opened import is_open
from moeli.crossings.sealing import zone_binding
from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.models import Examination, Picture
from moeli.documents.pieces import travelling
from moeli.documents.policies import ASKING
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import services as keyring

MOTIVE_LENGTH = 400


def ask_expert(
    *, actor: Actor, inspection_id: UUID, groups: Collection[str], motive: str = ""
) -> Examination:
    """Ask about the document of an open inspection: what seems wrong, by group, and in words.

    Its picture travels with the question, made smaller. Raises MoeliError `absent` or with a
    `DocumentError` code.
    """
    _check(groups, motive)
    inspection = _inspection(actor, inspection_id)
    picture = _picture(actor, inspection)
    id, now = uuid7(), clock.now()
    body = {
        "inspection": str(inspection.id),
        "desk": inspection.desk,
        "document_code": inspection.document_code,
        "issuing_state": inspection.issuing_state,
        "reply_by": (now + rules.reply_time(clock.legal_day(now))).isoformat(),
        "question": {
            "groups": sorted(groups),
            "motive": motive.strip(),
            "zone": keyring.unseal(zone_binding(inspection), bytes(inspection.zone)).decode(),
        },
        "picture": b64encode(picture).decode(),
    }
    entry = NewEntry(
        verb="examination.asked",
        actor=actor.id,
        subject=str(id),
        place=inspection.place,
        body=body,
    )
    try:
        with transaction.atomic():
            record(entry)
            return Examination.objects.get(id=id)
    except IntegrityError as error:  # asked by a second press, or by a colleague
        raise MoeliError(DocumentError.ALREADY_ASKED) from error


def _check(groups: Collection[str], motive: str) -> None:
    known = {row.id for row in rules.groups(clock.today())}
    if not groups or not set(groups) <= known:
        raise MoeliError(DocumentError.MOTIVE_MISSING)
    if len(motive.strip()) > MOTIVE_LENGTH:
        raise MoeliError(DocumentError.MOTIVE_LONG, most=MOTIVE_LENGTH)


def _inspection(actor: Actor, inspection_id: UUID) -> Inspection:
    inspection = Inspection.objects.filter(ASKING.rows(actor), id=inspection_id).first()
    if inspection is None:
        raise absent()
    if Examination.objects.filter(inspection=inspection_id).exists():
        raise MoeliError(DocumentError.ALREADY_ASKED)
    if not is_open(inspection, clock.now()):
        raise MoeliError(DocumentError.INSPECTION_OVER)
    return inspection


def _picture(actor: Actor, inspection: Inspection) -> bytes:
    """The inspection's picture as it travels; nothing where there is none."""
    picture = Picture.objects.filter(inspection=inspection).first()
    if picture is None:
        return b""
    with blobs.opened(
        actor=actor,
        blob_id=picture.blob_id,
        subject=picture.key_subject,
        purpose="examination",
        place=picture.place,
    ) as file:
        return travelling(file.read())
