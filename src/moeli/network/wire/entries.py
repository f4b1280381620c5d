"""One entry as a row of parts.

Node and epoch stand in the signed statement and not in the row: a node can send no entry of
another. `previous` is left out where the entry follows the one before it.
"""

from uuid import UUID

from moeli.network.wire.parts import (
    WireError,
    from_moment,
    from_number,
    from_text,
    joined,
    moment,
    number,
    split,
)
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.chain import Envelope, body_digest


def to_row(carried: Carried, before: bytes) -> bytes:
    """The row of `carried`; `before` is the digest of the entry that precedes it in the batch."""
    envelope = carried.envelope
    return joined(
        envelope.id.bytes,
        number(envelope.sequence),
        envelope.verb.encode(),
        envelope.actor.encode(),
        envelope.subject.encode(),
        envelope.place.encode(),
        moment(envelope.occurred_at),
        moment(envelope.recorded_at),
        b"" if carried.previous == before else carried.previous,
        carried.digest,
        carried.key_subject.encode(),
        carried.sealed,
    )


def from_row(row: bytes, node: UUID, epoch: int, before: bytes) -> Carried:
    """The entry in `row`, as one of `node` and `epoch`. Raises WireError or ValueError."""
    parts = split(row)
    if len(parts) != 12:
        raise WireError("an entry has 12 parts")
    id, sequence, verb, actor, subject, place, occurred, recorded, previous, digest, key, sealed = (
        parts
    )
    envelope = Envelope(
        node,
        epoch,
        from_number(sequence),
        UUID(bytes=id),
        from_text(verb, 60),
        from_text(actor, 60),
        from_text(subject, 120),
        from_text(place, 12),
        from_moment(occurred),
        from_moment(recorded),
        body_digest(sealed),
    )
    return Carried(envelope, previous or before, digest, from_text(key, 120), sealed)
