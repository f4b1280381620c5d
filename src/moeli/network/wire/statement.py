"""What a node signs about a batch: who, in which epoch, for whom, from which entry to which."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from moeli.network.wire.parts import (
    LARGEST_EPOCH,
    WireError,
    from_number,
    joined,
    number,
    split,
)

_DOMAIN = b"moeli.network.batch.v1"


class Kind(StrEnum):
    """Which way a batch goes, and what it holds."""

    UP = "up"  # a post's chain, every entry of it
    DOWN = "down"  # of headquarters' entries those that posts need
    PUBLICATION = "publication"  # one signed version of what headquarters publishes


@dataclass(frozen=True, slots=True)
class Statement:
    """The signed head of a batch. `first` is one more than `last` where no entry is covered.

    Of a publication, `first` is its number and `last` 0.
    """

    kind: Kind
    node: UUID
    epoch: int
    recipient: UUID
    first: int
    last: int
    payload_digest: bytes

    def to_bytes(self) -> bytes:
        """What is signed (Ed25519), its domain in front."""
        return joined(
            _DOMAIN,
            self.kind.encode(),
            self.node.bytes,
            number(self.epoch),
            self.recipient.bytes,
            number(self.first),
            number(self.last),
            self.payload_digest,
        )

    def covers(self, payload: bytes) -> bool:
        """Whether `payload` is what was signed."""
        return hashlib.sha256(payload).digest() == self.payload_digest


def from_bytes(signed: bytes) -> Statement:
    """The statement in `signed`. Raises WireError."""
    try:
        domain, kind, node, epoch, recipient, first, last, digest = split(signed)
        if domain != _DOMAIN:
            raise WireError("the batch is of another version")
        return Statement(
            Kind(kind.decode()),
            UUID(bytes=node),
            from_number(epoch, LARGEST_EPOCH),
            UUID(bytes=recipient),
            from_number(first),
            from_number(last),
            digest,
        )
    except ValueError as error:
        raise WireError("the head of a batch is damaged") from error


def keys_context(statement: Statement) -> bytes:
    """What the sealed data keys of a batch are bound to: they open in this batch alone."""
    return joined(
        b"moeli.network.keys.v1",
        statement.node.bytes,
        number(statement.epoch),
        statement.recipient.bytes,
        number(statement.first),
        number(statement.last),
    )
