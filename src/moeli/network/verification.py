"""What is checked of a batch before anything of it is believed. Nothing is written here."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from moeli.network import keys
from moeli.network.errors import NetworkError
from moeli.network.models import Peer
from moeli.network.wire import payload as payloads
from moeli.network.wire import statement as statements
from moeli.network.wire.frames import Frame
from moeli.network.wire.parts import WireError
from moeli.network.wire.payload import Payload
from moeli.network.wire.statement import Kind, Statement
from moeli.platform import node
from moeli.platform.errors import MoeliError
from moeli.platform.keyring.services import PortableKey
from moeli.platform.node import Role


@dataclass(frozen=True, slots=True)
class Verified:
    """A batch that its node signed for this one, and whose entries hold together."""

    peer: Peer
    statement: Statement
    payload: Payload
    keys: tuple[PortableKey, ...]


def statement_of(frame: Frame) -> Statement:
    """Whose batch it says it is. Raises MoeliError `damaged`."""
    try:
        return statements.from_bytes(frame.statement)
    except WireError as error:
        raise damaged(error) from error


def verified(frame: Frame, statement: Statement) -> Verified:
    """The batch, if it may be taken. Raises MoeliError with a NetworkError code."""
    if statement.recipient != node.current().id:
        raise MoeliError(NetworkError.NOT_FOR_US)
    peer = _sender(statement)
    if not _is_signed(peer, frame):
        raise MoeliError(NetworkError.FORGED)
    _check_direction(peer, statement)
    payload = _payload(frame, statement)
    _check_chain(statement, payload)
    context = statements.keys_context(statement)
    return Verified(peer, statement, payload, tuple(keys.opened(context, payload.keys)))


def damaged(error: WireError) -> MoeliError:
    """The error for what cannot be read."""
    return MoeliError(NetworkError.DAMAGED, why=str(error))


def _sender(statement: Statement) -> Peer:
    known = Peer.objects.filter(node=statement.node)
    peer = known.filter(epoch=statement.epoch).first()
    if peer is None and known.exists():
        raise MoeliError(NetworkError.UNKNOWN_EPOCH, epoch=statement.epoch)
    if peer is None:
        raise MoeliError(NetworkError.UNKNOWN_NODE)
    if peer.closed_at:
        raise MoeliError(NetworkError.EPOCH_CLOSED, epoch=statement.epoch)
    return peer


def _is_signed(peer: Peer, frame: Frame) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes(peer.public_key))
        key.verify(frame.signature, frame.statement)
    except InvalidSignature:
        return False
    return True


def _check_direction(peer: Peer, statement: Statement) -> None:
    from_post = peer.role == Role.POST
    if from_post != (statement.kind is Kind.UP):
        raise MoeliError(NetworkError.WRONG_DIRECTION)


def _payload(frame: Frame, statement: Statement) -> Payload:
    try:
        if not statement.covers(frame.payload):
            raise WireError("the content is not what was signed")
        published = statement.kind is Kind.PUBLICATION
        largest = payloads.LARGEST_PUBLICATION if published else payloads.LARGEST
        return payloads.from_bytes(frame.payload, statement.node, statement.epoch, largest)
    except WireError as error:
        raise damaged(error) from error


def _check_chain(statement: Statement, payload: Payload) -> None:
    """Every entry stands by itself; a post's follow one another from `first` to `last`."""
    before = statement.first - 1
    for each in payload.entries:
        sequence = each.envelope.sequence
        in_order = sequence == before + 1 if statement.kind is Kind.UP else sequence > before
        if not in_order or sequence > statement.last or not each.holds:
            raise MoeliError(NetworkError.BROKEN_CHAIN, sequence=sequence)
        before = sequence
    if statement.kind is Kind.UP and before != statement.last:
        raise MoeliError(NetworkError.BROKEN_CHAIN, sequence=before + 1)
    _check_links(statement, payload)


def _check_links(statement: Statement, payload: Payload) -> None:
    if statement.kind is not Kind.UP:
        return
    for one, other in zip(payload.entries, payload.entries[1:], strict=False):
        if other.previous != one.digest:
            raise MoeliError(NetworkError.BROKEN_CHAIN, sequence=other.envelope.sequence)
