"""What our own code is held against: the published descriptions, written down a second time.

Each peer is built from primitives alone (X25519, HKDF, AES-GCM, Argon2id) and shares no line with
`moeli.platform.vault`.
"""

import hashlib
import hmac
import json
from itertools import combinations
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_KEM_SUITE = b"KEM" + (0x0020).to_bytes(2, "big")
_SUITE = b"HPKE" + bytes.fromhex("002000010002")  # X25519, HKDF-SHA256, AES-256-GCM


def lengthed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def hpke_seal(
    ephemeral: X25519PrivateKey, recipient: bytes, info: bytes, plaintext: bytes
) -> bytes:
    """RFC 9180, sections 4.1 and 5.1, base mode, single shot: enc | ciphertext."""
    public = X25519PublicKey.from_public_bytes(recipient)
    enc = ephemeral.public_key().public_bytes_raw()
    key, nonce = _schedule(ephemeral.exchange(public), enc, recipient, info)
    return enc + AESGCM(key).encrypt(nonce, plaintext, b"")


def hpke_open(private: X25519PrivateKey, info: bytes, sealed: bytes) -> bytes:
    """The other end of `hpke_seal`."""
    enc, recipient = sealed[:32], private.public_key().public_bytes_raw()
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    key, nonce = _schedule(shared, enc, recipient, info)
    return AESGCM(key).decrypt(nonce, sealed[32:], b"")


def sealed_as_published(
    ephemeral: X25519PrivateKey, recipient: bytes, context: bytes, content: bytes
) -> bytes:
    """The stored form that `sealing` documents, of a text already padded."""
    id = seal_key_id(recipient)
    info = lengthed(b"moeli.seal.v1", id, context)
    return b"\x01" + id + hpke_seal(ephemeral, recipient, info, content)


def seal_key_id(recipient: bytes) -> bytes:
    return hashlib.sha256(b"moeli.seal.v1" + recipient).digest()[:16]


def envelope(key: bytes, id: bytes, nonce: bytes, binding: list[str], plain: bytes) -> bytes:
    """The stored form that `envelope` documents; `binding` is scope, subject, model, field, row."""
    bound = b"\x01" + lengthed(id.hex().encode(), *(part.encode() for part in binding))
    return b"\x01" + id + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def stretched(passphrase: str, params: dict[str, Any]) -> bytes:
    """RFC 9106's Argon2id over the UTF-8 of a passphrase that is already normal."""
    passes, lanes, memory = params["passes"], params["lanes"], params["memory_kib"]
    salt = bytes.fromhex(params["salt"])
    argon2id = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return argon2id.derive(passphrase.encode())


def hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 with SHA-256, no salt, 32 bytes."""
    return hmac.digest(hmac.digest(bytes(32), secret, "sha256"), info + b"\x01", "sha256")


def escrow(
    id: UUID, key: bytes, nonce: bytes, phrases: dict[str, str], secrets: dict[str, bytes]
) -> dict[str, Any]:
    """The file that `escrow` documents; one nonce and made-up salts, as only a vector may."""
    params = {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4}
    kept = {name: {"salt": hashlib.md5(name.encode()).hexdigest()} | params for name in phrases}
    keys = {name: stretched(phrases[name], kept[name]) for name in phrases}
    text = json.dumps({name: secret.hex() for name, secret in secrets.items()}).encode()

    def bound(*whose: str) -> list[str]:
        return ["escrow", str(id), "moeli.escrow.v1", "key", json.dumps(whose)]

    def wrapped(pair: tuple[str, str]) -> dict[str, Any]:
        info = b"\x01" + lengthed(id.hex.encode(), *(part.encode() for part in bound(*pair)))
        pair_key = hkdf(keys[pair[0]] + keys[pair[1]], info)
        return {"of": pair, "key": envelope(pair_key, id.bytes, nonce, bound(*pair), key).hex()}

    return {
        "format": "moeli.escrow.v1",
        "id": str(id),
        "keepers": kept,
        "pairs": [wrapped(pair) for pair in combinations(sorted(phrases), 2)],
        "sealed": envelope(key, id.bytes, nonce, bound("sealed"), text).hex(),
    }


def _schedule(dh: bytes, enc: bytes, recipient: bytes, info: bytes) -> tuple[bytes, bytes]:
    eae = _labeled_extract(_KEM_SUITE, b"", b"eae_prk", dh)
    shared = _labeled_expand(_KEM_SUITE, eae, b"shared_secret", enc + recipient, 32)
    psk_id = _labeled_extract(_SUITE, b"", b"psk_id_hash", b"")
    context = b"\x00" + psk_id + _labeled_extract(_SUITE, b"", b"info_hash", info)
    secret = _labeled_extract(_SUITE, shared, b"secret", b"")
    key = _labeled_expand(_SUITE, secret, b"key", context, 32)
    return key, _labeled_expand(_SUITE, secret, b"base_nonce", context, 12)


def _labeled_extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")


def _labeled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labeled + b"\x01", "sha256")[:length]
