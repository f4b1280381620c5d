"""Keys drawn from passphrases by Argon2id (RFC 9106), which makes each guess cost memory and time.

The parameters lie beside what the key closes, so that they can grow without closing anything
older; those of a file from elsewhere are held within bounds before they are believed.
"""

import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from moeli.platform.errors import MoeliError
from moeli.platform.vault.envelope import KEY_BYTES, EnvelopeError
from moeli.platform.vault.errors import VaultError

SHORTEST = 15  # characters; NIST SP 800-63B-4, 3.1.1.2, for a password that stands alone
_BOUNDS = (range(64 * 1024, 1024 * 1024 + 1), range(1, 33), range(1, 17))  # as in Stretch
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a key is drawn from a passphrase; the default is RFC 9106's second choice (section 4)."""

    salt: str = field(default_factory=lambda: os.urandom(_SALT_BYTES).hex())
    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def key(self, passphrase: str) -> bytes:
        """The key (32 bytes); passphrases that look the same are the same (Unicode NFKC)."""
        typed = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
        argon2id = Argon2id(
            salt=bytes.fromhex(self.salt),
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return argon2id.derive(typed)

    def stored(self) -> dict[str, Any]:
        """As it is kept beside what the key closes."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Stretch":
        """What `stored` gave. Raises EnvelopeError when it is out of bounds."""
        with suppress(TypeError, ValueError):
            stretch = cls(**stored)
            numbers = zip((stretch.memory_kib, stretch.passes, stretch.lanes), _BOUNDS, strict=True)
            whole = stretch.stored() == dict(stored)  # nothing that a default filled in
            salted = len(bytes.fromhex(stretch.salt)) == _SALT_BYTES
            bounded = all(type(number) is int and number in bounds for number, bounds in numbers)
            if whole and salted and bounded:
                return stretch
        raise EnvelopeError("the parameters of the passphrase are out of bounds")


def require_long(passphrase: str) -> None:
    """Raises MoeliError when a new passphrase is too short to stand alone."""
    if len(passphrase.strip()) < SHORTEST:
        raise MoeliError(VaultError.SHORT_PASSPHRASE, shortest=SHORTEST)
