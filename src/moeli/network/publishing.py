"""Published versions on their way to a post: each in a frame of its own, sealed to it."""

import hashlib
from collections.abc import Iterator

from moeli.network import keys
from moeli.network.models import Peer
from moeli.network.verification import Verified
from moeli.network.wire.frames import Frame
from moeli.network.wire.payload import Payload
from moeli.network.wire.statement import Kind, Statement, keys_context
from moeli.platform import clock
from moeli.platform.node import Node, Role
from moeli.platform.publications import bundles
from moeli.platform.publications import services as publications
from moeli.platform.publications.models import Reception, Version
from moeli.platform.vault import sealing


def frames_for(this_node: Node, peer: Peer) -> Iterator[Frame]:
    """The versions that the post `peer` has not told that it received, in their order."""
    if peer.role != Role.POST:
        return
    received = Reception.objects.filter(node=peer.node).values("version")
    lacking = Version.objects.exclude(id__in=received).order_by("channel", "number")
    for version in lacking.iterator():
        yield _frame(this_node, peer, version)


def receive(batch: Verified) -> str:
    """Take the version in `batch`; returns its channel and number. Raises MoeliError."""
    bundle = keys.opened_text(keys_context(batch.statement), batch.payload.document)
    key = bytes(batch.peer.public_key)
    version = publications.accept(bundle=bundle, trusted_key=key, known_number=None)
    return str(version)


def _frame(this_node: Node, peer: Peer, version: Version) -> Frame:
    about = (Kind.PUBLICATION, this_node.id, this_node.epoch, peer.node, version.number, 0)
    context = keys_context(Statement(*about, b""))
    sealed = sealing.seal_to(bytes(peer.sealing_key), context, bundles.to_bytes(version))
    payload = Payload(sent_at=clock.now(), document=sealed).to_bytes()
    signed = Statement(*about, hashlib.sha256(payload).digest()).to_bytes()
    return Frame(signed, this_node.sign(signed), payload)
