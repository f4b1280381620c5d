"""Files that come with answers, in one request or several; each is kept once, sealed."""

import hashlib
from collections.abc import Mapping
from io import BytesIO

from django.db import IntegrityError, transaction

from moeli.forms.openrosa import rules
from moeli.forms.openrosa.admission import Phone
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.models import Submission
from moeli.forms.openrosa.sealing import key_subject
from moeli.platform import clock
from moeli.platform.blobs import services as blobs
from moeli.platform.blobs.services import Laid
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.vault.master import index_hash


def add(*, phone: Phone, row: Submission, instance: str, sent: Mapping[str, bytes]) -> int:
    """Keep those that had not come yet; how many those were.

    They are written before the transaction that names them, so that no desk waits for a disk.
    Raises MoeliError `phone_file_differs`, `phone_too_many_files`, or with a `BlobError` code.
    """
    fresh = _fresh(row, instance, sent)
    laid = [(name, data, _laid(row, plain, data)) for name, (plain, data) in fresh.items()]
    return sum(_named(phone, row, name, content_hash(instance, d), file) for name, d, file in laid)


def content_hash(instance: str, data: bytes) -> bytes:
    """What is kept of contents, to know them again."""
    return index_hash("submission content", f"{instance}|{hashlib.sha256(data).hexdigest()}")


def _fresh(
    row: Submission, instance: str, sent: Mapping[str, bytes]
) -> dict[bytes, tuple[str, bytes]]:
    if row.state == "discarded" or not sent:
        return {}
    kept = {bytes(each.name): bytes(each.content) for each in row.files.all()}
    came = {
        index_hash("submission file", f"{instance}|{name}"): (name, data)
        for name, data in sent.items()
    }
    if any(kept.get(name, told) != told for name, told in _contents(instance, came).items()):
        raise MoeliError(PhoneError.FILE_DIFFERS)
    most = rules.limit("most_files", clock.today())
    if len(kept.keys() | came.keys()) > most:
        raise MoeliError(PhoneError.TOO_MANY_FILES, most=most)
    return {name: told for name, told in came.items() if name not in kept}


def _contents(instance: str, came: Mapping[bytes, tuple[str, bytes]]) -> dict[bytes, bytes]:
    return {name: content_hash(instance, data) for name, (_plain, data) in came.items()}


def _laid(row: Submission, plain: str, data: bytes) -> Laid:
    return blobs.lay(
        scope=row.scope,
        subject=key_subject(row.run),
        stream=BytesIO(data),
        retention="phone_file",
        name=plain,
        place=row.place,
    )


def _named(phone: Phone, row: Submission, name: bytes, content: bytes, laid: Laid) -> int:
    """1, or 0 where another request was first with the same file: then this copy is swept away."""
    try:
        with transaction.atomic():
            blob = blobs.register(actor=phone.actor, laid=laid)
            body = {
                "blob": str(blob.id),
                "name": name.hex(),
                "content": content.hex(),
                "size": laid.descriptor.size,
            }
            record(
                NewEntry(
                    verb="openrosa.file_kept",
                    actor=phone.actor.id,
                    subject=str(row.id),
                    place=row.place,
                    body=body,
                )
            )
    except IntegrityError:
        return 0
    return 1
