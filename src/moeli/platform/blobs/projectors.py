"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from base64 import b64decode
from uuid import UUID

from django.db.models import F

from moeli.platform import node
from moeli.platform.blobs import descriptor
from moeli.platform.blobs.models import Blob, Hold, Shelf
from moeli.platform.room import Recorded


def blob_kept(recorded: Recorded) -> None:
    """The file's row; the file itself lies at the node that kept it."""
    blob_id, body = UUID(recorded.subject), recorded.body
    if Blob.objects.filter(id=blob_id).exists():
        return
    made = Blob.objects.create(
        id=blob_id,
        node=recorded.node,
        address=body["address"],
        scope=body["scope"],
        subject=body["subject"],
        descriptor=b64decode(body["descriptor"]),
        stored_size=body["stored_size"],
        kept_as=body["kept_as"],
        place=recorded.place,
        kept_by=recorded.actor,
        kept_at=recorded.recorded_at,
    )
    _on_shelf(made, made.stored_size)


def blob_deleted(recorded: Recorded) -> None:
    """The end of files: their own keys are shredded, their descriptors gone."""
    for blob in Blob.objects.living().filter(id__in=recorded.body["ids"]):
        descriptor.shred(blob.id)
        blob.deleted_at, blob.descriptor = recorded.recorded_at, b""
        blob.save(update_fields=["deleted_at", "descriptor"])
        _on_shelf(blob, -blob.stored_size)


def blob_held(recorded: Recorded) -> None:
    """A hold."""
    made = {"held_by": recorded.actor, "held_at": recorded.occurred_at}
    blob = UUID(recorded.subject)
    Hold.objects.get_or_create(id=recorded.body["hold"], defaults=made | {"blob_id": blob})


def blob_released(recorded: Recorded) -> None:
    """The end of a hold; the first release counts."""
    standing = Hold.objects.standing().filter(id=recorded.body["hold"])
    standing.update(released_by=recorded.actor, released_at=recorded.occurred_at)


def _on_shelf(blob: Blob, change: int) -> None:
    if blob.node == node.current().id:
        Shelf.objects.get_or_create(scope=blob.scope, place=blob.place)
        shelf = Shelf.objects.filter(scope=blob.scope, place=blob.place)
        shelf.update(stored_size=F("stored_size") + change)
