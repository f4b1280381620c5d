"""Cards: this node's own, and those of the nodes that it shall believe."""

from django.db import transaction

from moeli.network.errors import NetworkError
from moeli.network.models import Peer
from moeli.network.policies import ADMITTING
from moeli.network.services.apart import refuse_practice
from moeli.network.wire import card as cards
from moeli.network.wire.card import Card
from moeli.network.wire.parts import WireError
from moeli.platform import node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import node_seal
from moeli.platform.node import Role


def own_card() -> tuple[Card, str]:
    """This node's card, and the file to carry to the others; anyone may read it.

    Raises MoeliError `practice_travels` on a practice desk, as all that travels does.
    """
    refuse_practice()
    this_node = node.current()
    card = Card(
        this_node.id,
        this_node.epoch,
        this_node.role,
        this_node.port,
        this_node.live_from,
        this_node.public_bytes,
        _sealing_public(this_node),
    )
    return card, card.to_text(this_node.sign(card.statement()))


@transaction.atomic
def admit(*, actor: Actor, text: str, fingerprint: str) -> Peer:
    """Believe the node whose card is `text` from now on: a post at headquarters, or the reverse.

    `fingerprint` is what its administrator read out over the telephone. A newer epoch of a known
    node is admitted the same way. Raises MoeliError `absent` or with a NetworkError code.
    """
    refuse_practice()
    require(actor, ADMITTING.action)
    card = _card(text, fingerprint)
    known = Peer.objects.filter(node=card.node, epoch=card.epoch).first()
    if known is None:
        record(
            NewEntry(
                verb="network.peer_admitted",
                actor=actor.id,
                subject=str(uuid7()),
                body=_particulars(card),
            )
        )
    elif (bytes(known.public_key), bytes(known.sealing_key)) != (card.public_key, card.sealing_key):
        raise MoeliError(NetworkError.KNOWN_OTHERWISE)
    return Peer.objects.get(node=card.node, epoch=card.epoch)


def _sealing_public(this_node: node.Node) -> bytes:
    if this_node.role is Role.POST:
        return this_node.receiving_key.public_key().public_bytes_raw()
    return node_seal.sealing_public()


def _card(text: str, fingerprint: str) -> Card:
    try:
        card = cards.from_text(text)
    except WireError as error:
        raise MoeliError(NetworkError.NOT_A_CARD) from error
    if not card.is_named_by(fingerprint):
        raise MoeliError(NetworkError.WRONG_FINGERPRINT)
    this_node = node.current()
    if card.node == this_node.id or (card.role is Role.POST) == (this_node.role is Role.POST):
        raise MoeliError(NetworkError.WRONG_ROLE)
    return card


def _particulars(card: Card) -> dict[str, object]:
    return {
        "node": str(card.node),
        "epoch": card.epoch,
        "role": card.role.value,
        "port": card.port,
        "live_from": card.live_from.isoformat() if card.live_from else None,
        "public_key": card.public_key.hex(),
        "sealing_key": card.sealing_key.hex(),
    }
