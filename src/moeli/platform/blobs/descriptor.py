"""The sealed descriptor of a file: what it is, and the key that opens it.

It opens with two keys of the vault: that of the subject in her scope, and the file's own. When
either is shredded the file is gone: with her, or alone.
"""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from moeli.platform.keyring import services as keyring
from moeli.platform.vault.envelope import Binding

OWN_SCOPE = "blob"
_MODEL = "blobs.Blob"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What only a reader may know; `sha256` is that of the text as it came, `size` its bytes."""

    address: str
    sha256: str
    size: int
    media_type: str
    name: str
    key: bytes


def own_subject(blob_id: UUID) -> str:
    """The vault subject of one file's own key."""
    return f"blob:{blob_id}"


def seal(blob_id: UUID, subject: str, scope: str, descriptor: Descriptor) -> bytes:
    """The descriptor as the row holds it."""
    own = keyring.seal(_own(blob_id), descriptor.key)
    table = asdict(descriptor) | {"key": own.hex()}
    return keyring.seal(_hers(blob_id, subject, scope), json.dumps(table).encode())


def unseal(blob_id: UUID, subject: str, scope: str, sealed: bytes) -> Descriptor:
    """The descriptor of a file. Raises MoeliError `shredded` or `closed`."""
    table = json.loads(keyring.unseal(_hers(blob_id, subject, scope), sealed))
    key = keyring.unseal(_own(blob_id), bytes.fromhex(table.pop("key")))
    return Descriptor(**table, key=key)


def shred(blob_id: UUID) -> None:
    """Destroy the file's own key; the caller journals."""
    keyring.shred(subject=own_subject(blob_id), scope=OWN_SCOPE)


def _own(blob_id: UUID) -> Binding:
    return Binding(own_subject(blob_id), OWN_SCOPE, _MODEL, "key", str(blob_id))


def _hers(blob_id: UUID, subject: str, scope: str) -> Binding:
    return Binding(subject, scope, _MODEL, "descriptor", str(blob_id))
