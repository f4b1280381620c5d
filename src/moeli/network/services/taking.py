"""Taking a verified batch: entries, keys, effects and cursor in one transaction.

When an effect fails, the batch is halved until the entry stands alone that cannot act; it is kept
in quarantine, and all others are applied. Each half is a transaction with its cursor, so that a
kill between them leaves a shorter batch taken, and never half of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from moeli.network import effects, keys
from moeli.network.clocks import skew
from moeli.network.effects import Held
from moeli.network.errors import NetworkError
from moeli.network.models import Acknowledgement, Peer
from moeli.network.verification import Verified
from moeli.network.wire.statement import Kind
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.journal import exchange, second_place
from moeli.platform.journal.carried import Carried
from moeli.platform.journal.models import Anchor
from moeli.platform.journal.services import NewEntry, record_all


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: `new` entries kept, of them applied and in quarantine.

    Of a published version, `publication` names it, and `refused` is why it was not taken.
    """

    node: UUID
    epoch: int
    first: int
    last: int
    new: int = 0
    applied: int = 0
    quarantined: int = 0
    publication: str = ""
    refused: str = ""

    def and_(self, other: "Taken") -> "Taken":
        """Both halves of a batch together."""
        return replace(
            self,
            last=other.last,
            new=self.new + other.new,
            applied=self.applied + other.applied,
            quarantined=self.quarantined + other.quarantined,
        )


def take(actor: Actor, batch: Verified) -> Taken:
    """Take the batch. Raises MoeliError with a NetworkError code when it does not follow."""
    return _taken(actor, batch, batch.payload.entries, batch.statement.first, batch.statement.last)


def _taken(
    actor: Actor, batch: Verified, entries: Sequence[Carried], first: int, last: int
) -> Taken:
    try:
        return _at_once(actor, batch, entries, first, last)
    except (OperationalError, InterfaceError):
        raise  # the disk is full, the database away: no fault of an entry
    except Exception as error:
        if isinstance(error, MoeliError) and isinstance(error.reason, NetworkError):
            raise
        if len(entries) <= 1:
            return _at_once(actor, batch, entries, first, last, failed=type(error).__name__)
    middle = len(entries) // 2
    end = entries[middle].envelope.sequence - 1
    before = _taken(actor, batch, entries[:middle], first, end)
    return before.and_(_taken(actor, batch, entries[middle:], end + 1, last))


@transaction.atomic
def _at_once(
    actor: Actor,
    batch: Verified,
    entries: Sequence[Carried],
    first: int,
    last: int,
    failed: str = "",
) -> Taken:
    peer = Peer.objects.select_for_update().get(id=batch.peer.id)
    new = _new(peer, batch, entries, first)
    taken = Taken(peer.node, peer.epoch, first, last, len(new))
    if not new and last <= peer.sequence and not _tells_more(peer.node, batch):
        return taken
    keys.adopt(batch.keys)
    rows = exchange.keep(new)
    exchange.keep_anchors(_anchors(batch, last), bytes(peer.public_key))
    applied, held = effects.apply(rows, peer, batch.payload.erased, failed)
    _record(actor, batch, peer, new, last, held)
    return replace(taken, applied=applied, quarantined=len(held))


def _new(peer: Peer, batch: Verified, entries: Sequence[Carried], first: int) -> list[Carried]:
    """The entries after the cursor; those before it must be the ones that were received."""
    if first > peer.sequence + 1:
        raise MoeliError(NetworkError.GAP, first=first, wanted=peer.sequence + 1)
    old = [each for each in entries if each.envelope.sequence <= peer.sequence]
    new = list(entries[len(old) :])
    _check_same(peer, old)
    follows = batch.statement.kind is not Kind.UP or not new
    if not follows and new[0].previous != bytes(peer.digest):
        raise MoeliError(NetworkError.FORKED, sequence=peer.sequence)
    if exchange.any_kept(each.envelope.id for each in new):
        raise MoeliError(NetworkError.ID_TAKEN)
    return new


def _check_same(peer: Peer, old: Sequence[Carried]) -> None:
    if not old:
        return
    first, last = old[0].envelope.sequence, old[-1].envelope.sequence
    kept = exchange.digests_between(peer.node, peer.epoch, first, last)
    for each in old:
        if kept.get(each.envelope.sequence) != each.digest:
            raise MoeliError(NetworkError.FORKED, sequence=each.envelope.sequence)


def _tells_more(node: UUID, batch: Verified) -> bool:
    known = dict(Acknowledgement.objects.filter(node=node).values_list("epoch", "sequence"))
    told = batch.payload.acknowledged.items()
    return any(sequence > known.get(epoch, 0) for epoch, sequence in told)


def _anchors(batch: Verified, last: int) -> list[Anchor]:
    found = (second_place.from_line(line.encode()) for line in batch.payload.anchors)
    sender, epoch = batch.statement.node, batch.statement.epoch
    return [
        each
        for each in found
        if each and (each.node, each.epoch) == (sender, epoch) and each.sequence <= last
    ]


def _record(
    actor: Actor,
    batch: Verified,
    peer: Peer,
    new: Sequence[Carried],
    last: int,
    held: Sequence[Held],
) -> None:
    now = clock.now()
    body = _imported(batch, peer, new, last, now)
    entries = [_entry(actor, "network.batch_imported", str(peer.id), body)]
    if held:
        waiting = {
            "node": str(peer.node),
            "epoch": peer.epoch,
            "entries": [each.told() for each in held],
        }
        entries.append(_entry(actor, "network.entries_quarantined", str(peer.node), waiting))
    record_all(entries)


def _imported(
    batch: Verified, peer: Peer, new: Sequence[Carried], last: int, now: datetime
) -> dict[str, object]:
    return {
        "node": str(peer.node),
        "epoch": peer.epoch,
        "last": last,
        "entries": len(new),
        "digest": (new[-1].digest if new else bytes(peer.digest)).hex(),
        "sent_at": batch.payload.sent_at.isoformat(),
        "skew": skew(batch.payload, now).total_seconds(),
        "acknowledged": sorted(batch.payload.acknowledged.items()),
    }


def _entry(actor: Actor, verb: str, subject: str, body: dict[str, object]) -> NewEntry:
    return NewEntry(verb=verb, actor=actor.id, subject=subject, body=body)
