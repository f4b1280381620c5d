"""Where the ciphertext of a listed number belongs: each entry has a key of its own."""

import json
import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.logbook import note
from moeli.platform.vault.envelope import Binding
from moeli.screening.matching import Sought
from moeli.standards.icao9303 import PartialDate

SCOPE = "identity"
_KIND = "listed"
Sealable = tuple[Binding, bytes]


def key_subject(listed_id: UUID) -> str:
    """The vault subject of one entry; with its key, the number is gone for good."""
    return f"{_KIND}:{listed_id}"


def number_binding(listed_id: UUID) -> Binding:
    """The place of the number in the row of the entry."""
    return Binding(
        key_subject(listed_id), SCOPE, "screening.ListedDocument", "number", str(listed_id)
    )


def holder_binding(listed_id: UUID) -> Binding:
    """The place of the holder's name and birth date in the row of the entry."""
    return Binding(
        key_subject(listed_id), SCOPE, "screening.ListedDocument", "holder", str(listed_id)
    )


def entry_of(subject: str) -> UUID | None:
    """The entry whose key has this vault subject; None where it is of something else."""
    kind, _colon, listed_id = subject.partition(":")
    return UUID(listed_id) if kind == _KIND else None


def sealed_number(listed_id: UUID, number: str) -> Sealable:
    """The number, to be sealed in its place."""
    return number_binding(listed_id), number.encode()


def sealed_holder(listed_id: UUID, holder: Sought) -> Sealable:
    """The holder, to be sealed in her place."""
    return holder_binding(listed_id), json.dumps(told(holder)).encode()


def holders(sealed: Iterable[tuple[UUID, bytes]]) -> list[Sought]:
    """The holders in these envelopes, in their order. Raises MoeliError when one was erased."""
    items = [(holder_binding(id), envelope) for id, envelope in sealed]
    return [_holder(plain) for plain in keyring.unseal_many(items)]


def standing_holders(sealed: Sequence[tuple[UUID, bytes]]) -> dict[UUID, Sought]:
    """The holders in these envelopes, opened together, without those whose key was destroyed.

    Who lies in an envelope that was changed or moved is left out as well, and logged. Raises
    MoeliError when the keys cannot be asked: nobody may take that for an empty list.
    """
    items = [(holder_binding(id), envelope) for id, envelope in sealed]
    try:
        plains = keyring.unseal_standing(items)
    except MoeliError as error:
        if error.reason is not KeyringError.CLOSED:
            raise
        plains = [_unless_closed(item) for item in items]
        note("list.holders_closed", level=logging.WARNING, count=plains.count(None))
    found = zip(sealed, plains, strict=True)
    return {id: _holder(plain) for (id, _envelope), plain in found if plain is not None}


def _unless_closed(item: Sealable) -> bytes | None:
    try:
        return keyring.unseal(*item)
    except MoeliError as error:
        if error.reason in {KeyringError.CLOSED, KeyringError.SHREDDED}:
            return None
        raise


def _holder(plain: bytes) -> Sought:
    return heard(json.loads(plain))


def told(holder: Sought) -> dict[str, object]:
    """A holder as an entry of the journal and an envelope have her."""
    born = list(holder.birth_date) if holder.birth_date else None
    return {"primary": holder.primary, "secondary": holder.secondary, "birth_date": born}


def heard(said: dict[str, object]) -> Sought:
    """The holder that `told` wrote."""
    born = said["birth_date"]
    known = PartialDate(*born) if isinstance(born, list) else None
    return Sought(str(said["primary"]), str(said["secondary"]), known)
