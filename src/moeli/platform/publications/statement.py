"""What headquarters signs about a version, and the chain of a channel. Pure.

The parts of a statement are joined with the length of each (4 bytes, big-endian) before it, so
that no two different statements give the same bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_MARK = b"moeli.publication.version.v1"
_GENESIS = b"moeli.publication.genesis.v1"


@dataclass(frozen=True, slots=True)
class Statement:
    """One version: its place in the chain, its content, its first day.

    `restores` is the number of the earlier version whose content it brings back, 0 for none.
    """

    node: UUID
    channel: str
    number: int
    id: UUID
    previous: bytes
    sha256: bytes
    effective_from: date
    published_at: datetime
    restores: int = 0

    def to_bytes(self) -> bytes:
        """What is signed."""
        return _joined(
            _MARK,
            self.node.bytes,
            self.channel.encode(),
            self.number.to_bytes(8, "big"),
            self.id.bytes,
            self.previous,
            self.sha256,
            self.effective_from.isoformat().encode(),
            self.published_at.astimezone(UTC).isoformat(timespec="microseconds").encode(),
            self.restores.to_bytes(8, "big"),
        )

    def digest(self) -> bytes:
        """The SHA-256 that links the next version to this one."""
        return hashlib.sha256(self.to_bytes()).digest()

    def signed_by(self, public_key: bytes, signature: bytes) -> bool:
        """Whether the Ed25519 key with these 32 bytes made `signature` over this statement."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, self.to_bytes())
        except (InvalidSignature, ValueError):
            return False
        return True


def genesis(channel: str) -> bytes:
    """What the first version of a channel is linked to."""
    return hashlib.sha256(_joined(_GENESIS, channel.encode())).digest()


def _joined(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
