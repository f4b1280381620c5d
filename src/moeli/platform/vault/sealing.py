"""Sealing to a public key: whoever holds the 32 public bytes seals, the private key alone opens.

HPKE of RFC 9180 in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Stored form:
version (1 byte) | key id of the recipient (16) | ephemeral public key (32) | ciphertext and tag.
The sealed text is its length (4 bytes), the plaintext and zeros up to a multiple of `padded_to`.
HPKE's info is the label, key id and context, each with its length before it, so that nothing
opens elsewhere than where it belongs; RFC 9180 binds both public keys itself.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from moeli.platform.vault.envelope import EnvelopeError

VERSION = b"\x01"
_LABEL = b"moeli.seal.v1"
_HEADER_BYTES = len(VERSION) + 16
_LENGTH_BYTES = 4
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def key_id(public: bytes) -> bytes:
    """The id (16 bytes) by which sealed texts name the recipient whose raw public key this is."""
    return hashlib.sha256(_LABEL + public).digest()[:16]


def fresh_private() -> X25519PrivateKey:
    """A new key pair; its public half is what others seal to."""
    return X25519PrivateKey.generate()


def seal_to(recipient: bytes, context: bytes, plaintext: bytes, *, padded_to: int = 1) -> bytes:
    """`plaintext` sealed to the 32 raw public bytes `recipient`; it opens with `context` alone.

    The text's length shows only how many times `padded_to` bytes it and its length need. Raises
    EnvelopeError when `recipient` is no X25519 public key that can be sealed to.
    """
    content = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    content += bytes(-len(content) % padded_to)
    id = key_id(recipient)
    try:
        public = X25519PublicKey.from_public_bytes(recipient)
        return VERSION + id + _SUITE.encrypt(content, public, info=_info(id, context))
    except ValueError:
        raise EnvelopeError("this is no public key that can be sealed to") from None


def open_sealed(private: X25519PrivateKey, context: bytes, sealed: bytes) -> bytes:
    """The plaintext of `sealed`. Raises EnvelopeError when key, context or any byte is another."""
    id = key_id(private.public_key().public_bytes_raw())
    if recipient_of(sealed) != id:
        raise EnvelopeError("this was sealed to another key")
    try:
        content = _SUITE.decrypt(sealed[_HEADER_BYTES:], private, info=_info(id, context))
    except InvalidTag:
        raise EnvelopeError("the sealed text was changed, or belongs elsewhere") from None
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
    if len(content) < end:
        raise EnvelopeError("the sealed text is shorter than it says")
    return content[_LENGTH_BYTES:end]


def recipient_of(sealed: bytes) -> bytes:
    """The key id of whom `sealed` is sealed to. Raises EnvelopeError."""
    if len(sealed) < _HEADER_BYTES or sealed[:1] != VERSION:
        raise EnvelopeError("this is not a sealed text of a known version")
    return sealed[1:_HEADER_BYTES]


def _info(id: bytes, context: bytes) -> bytes:
    parts = (_LABEL, id, context)
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
