"""Data keys as they lie in the database: wrapped by a master key, bound to their row."""

from collections.abc import Iterable

from moeli.platform.errors import MoeliError
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import DataKey
from moeli.platform.vault import master
from moeli.platform.vault.envelope import Binding, EnvelopeError


def wrap(keys: Iterable[tuple[DataKey, bytes]]) -> list[bytes]:
    """The wrapped form of each key, for the row it will lie in. Raises MoeliError."""
    items = [(_binding(row), key) for row, key in keys]
    return master.current().wrap(items) if items else []


def unwrapped(rows: Iterable[DataKey]) -> list[bytes]:
    """The keys of `rows`. Raises MoeliError when one was shredded, or moved from another row."""
    try:
        return master.unwrap([(_binding(row), _kept(row)) for row in rows])
    except EnvelopeError as error:
        raise MoeliError(KeyringError.CLOSED) from error


def _kept(row: DataKey) -> bytes:
    if row.wrapped is None:
        raise MoeliError(KeyringError.SHREDDED)
    return bytes(row.wrapped)


def _binding(row: DataKey) -> Binding:
    return Binding(row.subject, row.scope, "vault.DataKey", "wrapped", str(row.id))
