"""The master key and the index key: two files of mode 600 beside the database, never in it."""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding

INDEX_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key that wraps every other key. Its id travels in each wrapped key."""

    id: UUID
    key: bytes

    def wrap(self, binding: Binding, key: bytes) -> bytes:
        """`key` sealed under the master key, bound to the row that will hold it."""
        return envelope.encrypt(self.key, self.id, binding, key)

    def unwrap(self, binding: Binding, wrapped: bytes) -> bytes:
        """The key in `wrapped`. Raises EnvelopeError."""
        return envelope.decrypt(self.key, binding, wrapped)


@cache
def master_key() -> MasterKey:
    """This node's master key, made at the first start; its id is drawn from its hash."""
    key = _read("master.key")
    return MasterKey(UUID(bytes=hashlib.sha256(b"moeli.master" + key).digest()[:16]), key)


def index_hash(purpose: str, value: str) -> bytes:
    """A keyed hash (HMAC-SHA-256 cut to 16 bytes) by which `value` is found without being stored.

    Only for values of high entropy, such as a document number with its State: equal values have
    equal hashes. `purpose` keeps the hashes of different kinds of value apart.
    """
    message = len(purpose).to_bytes(4, "big") + purpose.encode() + value.encode()
    return hmac.new(_index_key(), message, hashlib.sha256).digest()[:INDEX_HASH_BYTES]


@cache
def _index_key() -> bytes:
    return _read("index.key")


def _read(name: str) -> bytes:
    path = Path(settings.MOELI_HOME) / "keys" / name
    secret = keyfiles.read_or_make(path, envelope.fresh_key())
    if len(secret) != envelope.KEY_BYTES:
        raise MoeliError(PlatformError.KEY_FILE, file=name, why=_("it has the wrong length"))
    return secret
