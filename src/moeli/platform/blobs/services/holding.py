"""Legal holds: while one stands, no class and no full disk deletes the file."""

from uuid import UUID

from django.db import transaction

from moeli.platform.access.actor import Actor
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob, Hold
from moeli.platform.blobs.policies import HOLDING
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

_MOTIVE_LENGTH = 400


def hold(*, actor: Actor, blob_id: UUID, motive: str) -> Hold:
    """Hold a file back from deletion; the motive goes to the journal. Several may hold one file.

    Raises MoeliError `absent`, `blob_erased` or `hold_motive_missing`.
    """
    hold_id = uuid7()
    with transaction.atomic():
        blob = _locked(actor, blob_id)
        if blob.deleted_at:
            raise MoeliError(BlobError.ERASED)
        _record("blob.held", actor, blob, hold_id, motive)
    return Hold.objects.get(id=hold_id)


def release(*, actor: Actor, hold_id: UUID, motive: str) -> Hold:
    """End one hold; the others stand. Raises MoeliError `absent`, `not_held` or as `hold`."""
    with transaction.atomic():
        found = Hold.objects.filter(id=hold_id).first()
        blob = _locked(actor, found.blob_id if found else hold_id)
        if not Hold.objects.standing().filter(id=hold_id).exists():
            raise MoeliError(BlobError.NOT_HELD)
        _record("blob.released", actor, blob, hold_id, motive)
    return Hold.objects.get(id=hold_id)


def _locked(actor: Actor, blob_id: UUID) -> Blob:
    open_to_her = Blob.objects.filter(HOLDING.rows(actor))
    blob = open_to_her.select_for_update().filter(id=blob_id).first()
    if blob is None:
        raise absent()
    return blob


def _record(verb: str, actor: Actor, blob: Blob, hold_id: UUID, motive: str) -> None:
    if not 0 < len(motive.strip()) <= _MOTIVE_LENGTH:
        raise MoeliError(BlobError.MOTIVE_MISSING)
    body = {"hold": str(hold_id), "motive": motive.strip()}
    record(NewEntry(verb=verb, actor=actor.id, subject=str(blob.id), place=blob.place, body=body))
