"""Writing the file of batches that a node has not acknowledged yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from moeli.network import batching, publishing
from moeli.network.errors import NetworkError
from moeli.network.models import Acknowledgement, Peer
from moeli.network.policies import CARRYING
from moeli.network.services.apart import refuse_practice
from moeli.network.wire.frames import MAGIC
from moeli.network.writing import written_whole
from moeli.platform import node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: batches (published versions among them) and entries, in bytes."""

    path: Path
    batches: int
    entries: int
    size: int


def export(*, actor: Actor, peer: Peer, path: Path) -> Exported:
    """Write all that `peer` has not acknowledged to `path`: the whole file, or none.

    That keys leave this node sealed to `peer` is recorded first, and that entry goes along. Raises
    MoeliError `absent` or `unwritable`.
    """
    refuse_practice()
    require(actor, CARRYING.action)
    _record(actor, peer)
    counts = [0, 0]
    try:
        size = written_whole(path, _content(peer, counts))
    except OSError as error:
        why = error.strerror or ""
        raise MoeliError(NetworkError.UNWRITABLE, file=path.name, why=why) from error
    return Exported(path, counts[0], counts[1], size)


def _record(actor: Actor, peer: Peer) -> None:
    body = {"node": str(peer.node), "epoch": peer.epoch}
    subject, verb = str(peer.id), "network.batches_exported"
    with transaction.atomic():
        record(NewEntry(verb=verb, actor=actor.id, subject=subject, body=body))


def _content(peer: Peer, counts: list[int]) -> Iterator[bytes]:
    yield MAGIC
    rows = Acknowledgement.objects.filter(node=peer.node)
    acknowledged = dict(rows.values_list("epoch", "sequence"))
    for batch in batching.batches(node.current(), peer, acknowledged):
        counts[0] += 1
        counts[1] += len(batch.entries)
        yield batching.frame(node.current(), peer, batch).to_bytes()
    for frame in publishing.frames_for(node.current(), peer):
        counts[0] += 1
        yield frame.to_bytes()
