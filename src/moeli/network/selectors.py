"""How posts and headquarters stand with this node."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from moeli.network.clocks import TOLERATED
from moeli.network.errors import NetworkError
from moeli.network.models import Acknowledgement, Peer, Quarantined
from moeli.network.policies import WATCHING
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.journal.verify import Chain
from moeli.platform.node import Role


@dataclass(frozen=True, slots=True)
class Standing:
    """One node in its latest epoch; `entries` are those received in all its epochs."""

    id: UUID
    node: UUID
    epoch: int
    role: Role
    port: str
    heard_at: datetime | None
    entries: int
    quarantined: int
    acknowledged: int
    skew: timedelta

    @property
    def clock_is_wrong(self) -> bool:
        """Whether its clock is further off than is tolerated."""
        return abs(self.skew) > TOLERATED


def standings(actor: Actor) -> list[Standing]:
    """Every node that is believed, headquarters first, then posts by their code."""
    require(actor, WATCHING.action)
    epochs: dict[UUID, list[Peer]] = {}
    for peer in Peer.objects.order_by("role", "port", "node", "-epoch"):
        epochs.setdefault(peer.node, []).append(peer)
    waiting = Quarantined.objects.waiting().order_by().values_list("node")
    counts = dict(waiting.annotate(Count("entry")))
    has = dict(Acknowledgement.objects.order_by("epoch").values_list("node", "sequence"))
    return [_standing(rows, counts.get(node, 0), has.get(node, 0)) for node, rows in epochs.items()]


def quarantined(actor: Actor) -> list[Quarantined]:
    """The entries that wait, in the order in which they came."""
    require(actor, WATCHING.action)
    return list(Quarantined.objects.waiting().order_by("since", "node", "epoch", "sequence"))


def recipients(port: str = "") -> list[Peer]:
    """For whom this node writes: headquarters at a post; else its posts, or the one at `port`."""
    current = Peer.objects.current().order_by("role", "port")
    found = list(current.filter(port=port) if port else current)
    if not found:
        raise MoeliError(NetworkError.NO_RECIPIENT)
    return found


def imported_chains() -> list[Chain]:
    """The chains of other nodes that are kept here, for the verification of the journal."""
    return [_chain(peer) for peer in Peer.objects.order_by("node", "epoch")]


def sequence_of(node: UUID, epoch: int) -> int:
    """Up to which entry that chain was received."""
    return Peer.objects.get(node=node, epoch=epoch).sequence


def _standing(epochs: Sequence[Peer], waiting: int, acknowledged: int) -> Standing:
    latest = epochs[0]
    return Standing(
        id=latest.id,
        node=latest.node,
        epoch=latest.epoch,
        role=Role(latest.role),
        port=latest.port,
        heard_at=max((each.heard_at for each in epochs if each.heard_at), default=None),
        entries=sum(each.sequence for each in epochs),
        quarantined=waiting,
        acknowledged=acknowledged,
        skew=timedelta(seconds=latest.skew),
    )


def _chain(peer: Peer) -> Chain:
    return Chain(
        peer.node,
        peer.epoch,
        bytes(peer.public_key),
        peer.sequence,
        bytes(peer.digest),
        sparse=peer.role != Role.POST,
    )
