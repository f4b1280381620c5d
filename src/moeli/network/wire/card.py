"""A node's public card: what another node must know of it before it believes anything.

The card is signed with the key it shows, which proves only that its maker has that key. That the
card is the node's is told by its fingerprint, compared by telephone.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from moeli.network.wire.parts import LARGEST_EPOCH, WireError, joined, number
from moeli.platform.node import Role

_DOMAIN = b"moeli.network.card.v1"
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Card:
    """What a node shows of itself; keys are raw bytes (Ed25519, X25519), 32 each."""

    node: UUID
    epoch: int
    role: Role
    port: str
    live_from: date | None
    public_key: bytes
    sealing_key: bytes

    def statement(self) -> bytes:
        """What is signed, and what the fingerprint is of."""
        return joined(
            _DOMAIN,
            self.node.bytes,
            number(self.epoch),
            self.role.encode(),
            self.port.encode(),
            (self.live_from.isoformat() if self.live_from else "").encode(),
            self.public_key,
            self.sealing_key,
        )

    @property
    def fingerprint(self) -> str:
        """Eight groups of four, to be read out over the telephone: 128 bits of SHA-256."""
        digits = hashlib.sha256(self.statement()).hexdigest()[:32]
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    def is_named_by(self, fingerprint: str) -> bool:
        """Whether that is the fingerprint, however it was spaced."""
        return "".join(fingerprint.split()).lower() == self.fingerprint.replace(" ", "")

    def to_text(self, signature: bytes) -> str:
        """The card as a file of JSON, `signature` over its statement included."""
        told = {**asdict(self), "signature": signature, "fingerprint": self.fingerprint}
        return json.dumps({key: _told(value) for key, value in told.items()}, indent=2) + "\n"


def from_text(text: str) -> Card:
    """The card in a file, its signature checked. Raises WireError."""
    try:
        table: dict[str, Any] = json.loads(text[:_LONGEST])
        card = _card(table)
        signature = bytes.fromhex(table["signature"])
        Ed25519PublicKey.from_public_bytes(card.public_key).verify(signature, card.statement())
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise WireError("this is no card of a node") from error
    except InvalidSignature:
        raise WireError("the card was changed after it was signed") from None
    return card


def _card(table: dict[str, Any]) -> Card:
    epoch, port, live_from = int(table["epoch"]), str(table["port"]), table["live_from"]
    public_key, sealing_key = (bytes.fromhex(table[name]) for name in ("public_key", "sealing_key"))
    if not 1 <= epoch <= LARGEST_EPOCH or len(port) > 12 or len(sealing_key) != 32:
        raise WireError("the card holds what no node says of itself")
    day = date.fromisoformat(live_from) if live_from else None
    node, role = UUID(table["node"]), Role(table["role"])
    return Card(node, epoch, role, port, day, public_key, sealing_key)


def _told(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, int) else str(value)
