"""A sealed copy of key files that any two of its keepers open together, and none alone.

For each pair of keepers the file's own key is wrapped under a key that HKDF-SHA256 draws from both
their Argon2id keys: whoever has the file must guess two passphrases at once, not one after the
other. The file is JSON; nothing in it is secret to one who knows no passphrase.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from itertools import combinations
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding, EnvelopeError
from moeli.platform.vault.errors import VaultError
from moeli.platform.vault.passphrase import Stretch, require_long

FORMAT = "moeli.escrow.v1"
Phrases = Mapping[str, str]


def made(secrets: Mapping[str, bytes], phrases: Phrases) -> bytes:
    """The escrow of `secrets` (by file name), for two or more keepers (by name: their passphrase).

    Raises MoeliError when there are too few, or a passphrase is too short.
    """
    if len(phrases) < 2:
        raise MoeliError(VaultError.KEEPERS)
    for phrase in phrases.values():
        require_long(phrase)
    id, key, stretches = uuid7(), envelope.fresh_key(), {name: Stretch() for name in phrases}
    keys = {name: stretch.key(phrases[name]) for name, stretch in stretches.items()}
    text = json.dumps({name: secret.hex() for name, secret in secrets.items()}).encode()
    pairs = combinations(sorted(phrases), 2)
    file = {
        "format": FORMAT,
        "id": str(id),
        "keepers": {name: stretch.stored() for name, stretch in stretches.items()},
        "pairs": [_wrapped(id, pair, keys, key) for pair in pairs],
        "sealed": envelope.encrypt(key, id, _binding(id, "sealed"), text).hex(),
    }
    return json.dumps(file, indent=1, ensure_ascii=False).encode()


def opened(file: bytes, phrases: Phrases) -> dict[str, bytes]:
    """The secrets, by file name. Raises EnvelopeError; `phrases` are those of two keepers."""
    table = _table(file)
    try:
        first, second = pair = sorted(phrases)
        id = UUID(table["id"])
        keys = {name: Stretch.read(table["keepers"][name]).key(phrases[name]) for name in pair}
        [wrapped] = [each["key"] for each in table["pairs"] if each["of"] == pair]
        pair_key = _pair_key(id, (first, second), keys)
        key = envelope.decrypt(pair_key, _binding(id, *pair), bytes.fromhex(wrapped))
        sealed = bytes.fromhex(table["sealed"])
        text = json.loads(envelope.decrypt(key, _binding(id, "sealed"), sealed))
        return {str(name): bytes.fromhex(secret) for name, secret in text.items()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise EnvelopeError("this is no escrow of these two") from error


def keepers(file: bytes) -> list[str]:
    """The names of those who keep it. Raises EnvelopeError."""
    return sorted(_table(file)["keepers"])


def _table(file: bytes) -> dict[str, Any]:
    with suppress(ValueError, LookupError, TypeError, RecursionError):
        table: dict[str, Any] = json.loads(file)
        if table["format"] == FORMAT and isinstance(table["keepers"], dict):
            return table
    raise EnvelopeError("this is not an escrow of a known version")


def _wrapped(
    id: UUID, pair: tuple[str, str], keys: Mapping[str, bytes], key: bytes
) -> dict[str, Any]:
    wrapped = envelope.encrypt(_pair_key(id, pair, keys), id, _binding(id, *pair), key)
    return {"of": list(pair), "key": wrapped.hex()}


def _pair_key(id: UUID, pair: tuple[str, str], keys: Mapping[str, bytes]) -> bytes:
    info = _binding(id, *pair).associated_data(id)
    both = b"".join(keys[name] for name in pair)
    return HKDF(SHA256(), envelope.KEY_BYTES, salt=None, info=info).derive(both)


def _binding(id: UUID, *whose: str) -> Binding:
    return Binding(str(id), "escrow", FORMAT, "key", json.dumps(whose))
