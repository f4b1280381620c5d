"""The arithmetic of the chain: what is hashed, and what a head's signature states. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

_ENTRY = b"moeli.journal.entry.v1"
_GENESIS = b"moeli.journal.genesis.v1"
_ANCHOR = b"moeli.journal.anchor.v1"


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that the chain covers of an entry; of its body only the hash of the ciphertext."""

    node: UUID
    epoch: int
    sequence: int
    id: UUID
    verb: str
    actor: str
    subject: str
    place: str
    occurred_at: datetime
    recorded_at: datetime
    body_digest: bytes


def genesis(node: UUID, epoch: int) -> bytes:
    """What the first entry of an epoch follows."""
    return hashlib.sha256(_joined(_GENESIS, node.bytes, _number(epoch))).digest()


def entry_digest(previous: bytes, envelope: Envelope) -> bytes:
    """The SHA-256 that links `envelope` to the entry before it."""
    return hashlib.sha256(
        _joined(
            _ENTRY,
            previous,
            envelope.node.bytes,
            _number(envelope.epoch),
            _number(envelope.sequence),
            envelope.id.bytes,
            envelope.verb.encode(),
            envelope.actor.encode(),
            envelope.subject.encode(),
            envelope.place.encode(),
            _moment(envelope.occurred_at),
            _moment(envelope.recorded_at),
            envelope.body_digest,
        )
    ).digest()


def body_digest(sealed: bytes) -> bytes:
    """The SHA-256 of an encrypted body: it verifies after the key is shredded."""
    return hashlib.sha256(sealed).digest()


def anchor_statement(
    node: UUID, epoch: int, sequence: int, digest: bytes, signed_at: datetime
) -> bytes:
    """What a node signs about its chain: up to `sequence`, it ends in `digest`."""
    return _joined(
        _ANCHOR, node.bytes, _number(epoch), _number(sequence), digest, _moment(signed_at)
    )


def _joined(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def _moment(value: datetime) -> bytes:
    return value.astimezone(UTC).isoformat(timespec="microseconds").encode()
