"""The data keys of a batch's bodies, sealed to its recipient: what a stolen stick cannot open."""

from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from moeli.network.errors import NetworkError
from moeli.network.wire.parts import WireError, from_text, joined, split
from moeli.platform import node
from moeli.platform.errors import MoeliError
from moeli.platform.journal.carried import Carried
from moeli.platform.keyring import node_seal
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.services import PortableKey
from moeli.platform.node import Role
from moeli.platform.vault import sealing
from moeli.platform.vault.envelope import EnvelopeError, key_id_of


def sealed_for(
    recipient: bytes, context: bytes, entries: Iterable[Carried]
) -> tuple[bytes, frozenset[UUID]]:
    """The keys of the entries' bodies sealed to `recipient`, and the ids of those shredded."""
    ids = {key_id_of(each.sealed) for each in entries}
    portable = keyring.export_keys(ids=ids) if ids else []
    rows = joined(*(_row(each) for each in portable))
    erased = frozenset(ids - {each.id for each in portable})
    return (sealing.seal_to(recipient, context, rows) if rows else b""), erased


def opened(context: bytes, sealed: bytes) -> list[PortableKey]:
    """The keys in `sealed`, by this node's private key. Raises MoeliError `keys_closed`."""
    if not sealed:
        return []
    try:
        return [_key(row) for row in split(opened_text(context, sealed))]
    except (WireError, ValueError) as error:
        raise MoeliError(NetworkError.KEYS_CLOSED) from error


def opened_text(context: bytes, sealed: bytes) -> bytes:
    """What was sealed to this node. Raises MoeliError `keys_closed`."""
    try:
        return sealing.open_sealed(_private_key(), context, sealed)
    except EnvelopeError as error:
        raise MoeliError(NetworkError.KEYS_CLOSED) from error


def adopt(keys: Iterable[PortableKey]) -> None:
    """Keep them under this node's master key. Raises MoeliError `keys_closed`."""
    try:
        keyring.adopt_keys(keys=keys)
    except MoeliError as error:  # a scope or an id that cannot be the sender's
        raise MoeliError(NetworkError.KEYS_CLOSED) from error


def _private_key() -> X25519PrivateKey:
    this_node = node.current()
    return this_node.receiving_key if this_node.role is Role.POST else node_seal.sealing_key()


def _row(key: PortableKey) -> bytes:
    return joined(key.id.bytes, key.subject.encode(), key.scope.encode(), key.key)


def _key(row: bytes) -> PortableKey:
    id, subject, scope, key = split(row)
    if len(key) != 32:
        raise WireError("a data key has 32 bytes")
    return PortableKey(UUID(bytes=id), from_text(subject, 120), from_text(scope, 40), key)
