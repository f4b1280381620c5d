"""Opening a file: journaled first, then proved whole, then deciphered piece by piece."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from io import BufferedReader
from uuid import UUID

from moeli.platform import node
from moeli.platform.blobs import chunks, descriptor, store
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import reading
from moeli.platform.room import Actor

UNPROTECTED = frozenset({"list"})  # what headquarters publishes to everybody at a post

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, valid inside its `with` block; `sha256` and `size` are those of its text."""

    id: UUID
    media_type: str
    name: str
    size: int
    sha256: str
    kept_as: str
    _key: bytes
    _file: BufferedReader

    def pieces(self) -> Iterator[bytes]:
        """The text, in constant memory. Raises MoeliError `blob_changed`."""
        self._file.seek(0)
        try:
            yield from chunks.decrypt(self._key, self._file.read, self.size)
        except chunks.PieceError as error:
            raise _changed(self.id) from error

    def read(self) -> bytes:
        """The whole text: for files that are known to be small."""
        return b"".join(self.pieces())


@contextmanager
def opened(
    *, actor: Actor, blob_id: UUID, subject: str, purpose: str, place: str = ""
) -> Iterator[Opened]:
    """Open the file of `subject`; the read is journaled, and every byte on the disk proved, first.

    The caller authorises: only its room knows whose record the file belongs to. Raises MoeliError
    `absent` (also for a file of another subject), `blob_erased`, `blob_missing`, `blob_changed`,
    `shredded`, or `unavailable` when the read cannot be journaled.
    """
    row = Blob.objects.filter(id=blob_id, subject=subject).first()
    if row is None:
        raise absent()
    if row.deleted_at:
        raise MoeliError(BlobError.ERASED)
    with _journaled(row, actor, purpose, place), _proved(row) as file:
        yield _opened(row, file)


def missing() -> list[UUID]:
    """This node's files that stand in the database and lie nowhere on the disk."""
    here = Blob.objects.living().filter(node=node.current().id)
    rows = here.order_by("kept_at").values_list("id", "address").iterator(chunk_size=2000)
    return [id for id, address in rows if not store.exists(address)]


def _journaled(row: Blob, actor: Actor, purpose: str, place: str) -> AbstractContextManager[None]:
    if row.scope in UNPROTECTED:
        return nullcontext()
    return reading(actor=actor, purpose=purpose, ids=[row.id], place=place or row.place)


@contextmanager
def _proved(row: Blob) -> Iterator[BufferedReader]:
    """The open file, once its hash is found to be its address."""
    try:
        file = store.read(row.address)
    except OSError as error:
        raise MoeliError(BlobError.MISSING) from error
    with file:
        if store.digest(file) != row.address:
            raise _changed(row.id)
        yield file


def _opened(row: Blob, file: BufferedReader) -> Opened:
    found = descriptor.unseal(row.id, row.subject, row.scope, bytes(row.descriptor))
    if found.address != row.address:
        raise _changed(row.id)
    return Opened(
        id=row.id,
        media_type=found.media_type,
        name=found.name,
        size=found.size,
        sha256=found.sha256,
        kept_as=row.kept_as,
        _key=found.key,
        _file=file,
    )


def _changed(blob_id: UUID) -> MoeliError:
    _log.error("blobs.changed id=%s", blob_id)
    return MoeliError(BlobError.CHANGED)
