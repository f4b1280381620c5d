"""Keeping files: the file first, whole and on the disk; then the row, with the caller's change."""

from base64 import b64encode
from dataclasses import dataclass

from django.db import transaction

from moeli.platform import clock
from moeli.platform.blobs import chunks, classes, descriptor, media_types, space, store
from moeli.platform.blobs.classes import Rank
from moeli.platform.blobs.descriptor import Descriptor
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.incoming import Incoming, Readable
from moeli.platform.blobs.models import Blob, Shelf
from moeli.platform.blobs.services.retiring import make_room
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.room import Actor
from moeli.platform.vault.envelope import fresh_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A file that is on the disk and stands in no row yet; without a row it is swept away."""

    scope: str
    subject: str
    retention: str
    place: str
    stored: store.Stored
    descriptor: Descriptor


def keep(
    *,
    actor: Actor,
    scope: str,
    subject: str,
    stream: Readable,
    retention: str,
    media_type: str = "",
    name: str = "",
    place: str = "",
) -> Blob:
    """Keep what `stream` gives as a file of `subject`; the row commits with the caller's change.

    `media_type` is what the sender states: the content decides, and a lie is refused. `retention`
    is a class of `data/classes.toml`. The caller authorises: only its room knows why. Large files
    are better laid before the transaction, by `lay`, and registered in it.

    Raises MoeliError with a `BlobError` code, or when a key is shredded; nothing is kept then.
    """
    laid = lay(
        scope=scope,
        subject=subject,
        stream=stream,
        retention=retention,
        media_type=media_type,
        name=name,
        place=place,
    )
    return register(actor=actor, laid=laid)


def lay(
    *,
    scope: str,
    subject: str,
    stream: Readable,
    retention: str,
    media_type: str = "",
    name: str = "",
    place: str = "",
) -> Laid:
    """Write the file alone, in constant memory, outside any transaction. Raises as `keep`."""
    kind = classes.on(retention, clock.today())
    if kind.rank is not Rank.DERIVED:
        make_room()
    space.require(kind.rank)
    incoming = Incoming(stream, kind)
    found = media_types.accepted(incoming.head, media_type, kind.types)
    key = fresh_key()
    stored = _written(key, incoming)
    about = Descriptor(stored.address, incoming.sha256, incoming.size, found, name, key)
    return Laid(
        scope=scope,
        subject=subject,
        retention=retention,
        place=place,
        stored=stored,
        descriptor=about,
    )


def register(*, actor: Actor, laid: Laid) -> Blob:
    """Give a laid file its row, in the caller's transaction. Raises as `keep`."""
    blob_id = uuid7()
    try:
        with transaction.atomic():
            _require_quota(laid)
            sealed = descriptor.seal(blob_id, laid.subject, laid.scope, laid.descriptor)
            body = {
                "address": laid.stored.address,
                "scope": laid.scope,
                "subject": laid.subject,
                "descriptor": b64encode(sealed).decode(),
                "stored_size": laid.stored.size,
                "kept_as": laid.retention,
            }
            record(
                NewEntry(
                    verb="blob.kept",
                    actor=actor.id,
                    subject=str(blob_id),
                    place=laid.place,
                    body=body,
                )
            )
    except BaseException:
        store.remove(laid.stored.address)
        raise
    return Blob.objects.get(id=blob_id)


def _written(key: bytes, incoming: Incoming) -> store.Stored:
    try:
        return store.write(chunks.encrypt(key, incoming.read))
    except OSError as error:
        raise MoeliError(BlobError.DISK_FAILED) from error


def _require_quota(laid: Laid) -> None:
    """Locks the shelf until the commit, so that two cannot take the last space together."""
    Shelf.objects.get_or_create(scope=laid.scope, place=laid.place)
    shelf = Shelf.objects.select_for_update().get(scope=laid.scope, place=laid.place)
    most = classes.quota(laid.scope, laid.place, clock.today())
    if shelf.stored_size + laid.stored.size > most:
        raise MoeliError(BlobError.QUOTA)
