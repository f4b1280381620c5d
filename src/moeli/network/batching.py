"""Cutting this node's chain into batches for one recipient, and closing each in its frame."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from moeli.network import keys
from moeli.network.models import Peer
from moeli.network.wire.frames import Frame
from moeli.network.wire.payload import Heard, Payload
from moeli.network.wire.statement import Kind, Statement, keys_context
from moeli.platform import clock, room
from moeli.platform.journal import exchange, second_place
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.models import Head
from moeli.platform.node import Node, Role
from moeli.platform.room import Reach

MOST_ENTRIES = 500
MOST_BYTES = 256_000
_OVERHEAD = 200  # bytes of an envelope, about


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of one epoch that cover the chain from `first` to `last`."""

    kind: Kind
    epoch: int
    first: int
    last: int
    entries: tuple[Carried, ...]


def batches(this_node: Node, peer: Peer, acknowledged: Mapping[int, int]) -> Iterator[Batch]:
    """What `peer` lacks of this node's chains, given up to where it has each; one at least.

    The last one may be empty: it brings what this node has of the peer's chain.
    """
    up = peer.role != Role.POST
    head = Head.objects.get(node=this_node.id)
    for epoch in exchange.epochs_of(this_node.id):
        after = acknowledged.get(epoch, 0)
        chosen = (
            _everything(this_node, epoch, after)
            if up
            else _for_posts(this_node, epoch, peer, after)
        )
        last = head.sequence if epoch == head.epoch else None
        yield from _cut(Kind.UP if up else Kind.DOWN, epoch, after, chosen, last)


def frame(this_node: Node, peer: Peer, batch: Batch) -> Frame:
    """The batch signed by this node, its data keys sealed to `peer`."""
    bound = _statement(this_node, peer, batch, b"")
    sealed, erased = keys.sealed_for(bytes(peer.sealing_key), keys_context(bound), batch.entries)
    payload = Payload(
        sent_at=clock.now(),
        entries=batch.entries,
        keys=sealed,
        erased=erased,
        anchors=_anchors(this_node, batch),
        acknowledged=_received(peer.node),
        heard=_heard(peer),
    ).to_bytes()
    statement = _statement(this_node, peer, batch, hashlib.sha256(payload).digest()).to_bytes()
    return Frame(statement, this_node.sign(statement), payload)


def travelling_down() -> Collection[str]:
    """The verbs of which posts have the rows too."""
    return [verb.name for verb in room.verbs().values() if verb.reach is Reach.DOWN]


def _everything(this_node: Node, epoch: int, after: int) -> Iterator[Carried]:
    return exchange.entries_after(this_node.id, epoch, after)


def _for_posts(this_node: Node, epoch: int, peer: Peer, after: int) -> Iterator[Carried]:
    places = ("", peer.port)
    return exchange.entries_after(
        this_node.id, epoch, after, verbs=travelling_down(), places=places
    )


def _cut(
    kind: Kind, epoch: int, after: int, entries: Iterable[Carried], last: int | None
) -> Iterator[Batch]:
    held: list[Carried] = []
    size, first = 0, after + 1
    for each in entries:
        weight = len(each.sealed) + _OVERHEAD
        if held and (len(held) == MOST_ENTRIES or size + weight > MOST_BYTES):
            yield Batch(kind, epoch, first, held[-1].envelope.sequence, tuple(held))
            first, size = held[-1].envelope.sequence + 1, 0
            held = []
        held.append(each)
        size += weight
    end = held[-1].envelope.sequence if held else first - 1
    end = max(end, last or 0) if kind is Kind.DOWN else end
    if held or last is not None:
        yield Batch(kind, epoch, first, end, tuple(held))


def _statement(this_node: Node, peer: Peer, batch: Batch, digest: bytes) -> Statement:
    return Statement(
        batch.kind, this_node.id, batch.epoch, peer.node, batch.first, batch.last, digest
    )


def _anchors(this_node: Node, batch: Batch) -> tuple[str, ...]:
    if batch.kind is not Kind.UP:
        return ()  # posts hold no chain of headquarters that an anchor could prove
    found = exchange.anchors_between(this_node.id, batch.epoch, batch.first, batch.last)
    return tuple(second_place.line(each).decode() for each in found)


def _received(node: UUID) -> dict[int, int]:
    return dict(Peer.objects.filter(node=node).values_list("epoch", "sequence"))


def _heard(peer: Peer) -> Heard | None:
    if peer.heard_sent_at is None or peer.heard_at is None:
        return None
    return Heard(peer.heard_sent_at, peer.heard_at)
