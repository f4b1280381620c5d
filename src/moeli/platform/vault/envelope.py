"""AES-256-GCM envelopes bound to the one place where their ciphertext belongs.

Stored form: version (1 byte) | key id (16) | nonce (12) | ciphertext and tag. The associated data
name key, scope, subject, model, field and row, each with its length before it, so a ciphertext
moved to another row, field, subject or scope does not open.
"""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = 12
_HEADER_BYTES = len(VERSION) + 16 + _NONCE_BYTES


class EnvelopeError(Exception):
    """The envelope does not open: changed, moved, cut short, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a ciphertext belongs: whose it is, in which scope, and in which field of which row."""

    subject: str
    scope: str
    model: str
    field: str
    row: str

    def associated_data(self, key_id: UUID) -> bytes:
        """What the tag also covers; unambiguous, since each part carries its length."""
        parts = (key_id.hex, self.scope, self.subject, self.model, self.field, self.row)
        encoded = [part.encode() for part in parts]
        return VERSION + b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def fresh_key() -> bytes:
    """A new random key of 32 bytes."""
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, key_id: UUID, binding: Binding, plaintext: bytes) -> bytes:
    """The envelope of `plaintext` under `key`, bound to `binding`."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plaintext, binding.associated_data(key_id))
    return VERSION + key_id.bytes + nonce + sealed


def decrypt(key: bytes, binding: Binding, envelope: bytes) -> bytes:
    """The plaintext of `envelope`. Raises EnvelopeError when it is not what `binding` says."""
    key_id = key_id_of(envelope)
    nonce, sealed = envelope[_HEADER_BYTES - _NONCE_BYTES : _HEADER_BYTES], envelope[_HEADER_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, binding.associated_data(key_id))
    except InvalidTag:
        raise EnvelopeError("the envelope was changed, moved or sealed with another key") from None


def key_id_of(envelope: bytes) -> UUID:
    """The id of the key that `envelope` was sealed with. Raises EnvelopeError."""
    if len(envelope) < _HEADER_BYTES or envelope[:1] != VERSION:
        raise EnvelopeError("this is not an envelope of a known version")
    return UUID(bytes=bytes(envelope[1:17]))
