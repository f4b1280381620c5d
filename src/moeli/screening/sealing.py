"""Where the ciphertext of a listed number belongs: each entry has a key of its own."""

import json
from collections.abc import Iterable
from uuid import UUID

from moeli.platform.keyring import services as keyring
from moeli.platform.vault.envelope import Binding
from moeli.screening.matching import Sought
from moeli.standards.icao9303 import PartialDate

SCOPE = "identity"


def key_subject(listed_id: UUID) -> str:
    """The vault subject of one entry; with its key, the number is gone for good."""
    return f"listed:{listed_id}"


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


def seal_holder(listed_id: UUID, holder: Sought) -> bytes:
    """The envelope of a holder."""
    return keyring.seal(holder_binding(listed_id), json.dumps(told(holder)).encode())


def holders(sealed: Iterable[tuple[UUID, bytes]]) -> list[Sought]:
    """The holders in these envelopes, in their order."""
    items = [(holder_binding(id), envelope) for id, envelope in sealed]
    return [heard(json.loads(plain)) for plain in keyring.unseal_many(items)]


def told(holder: Sought) -> dict[str, object]:
    """A holder as an entry of the journal and an envelope have her."""
    born = list(holder.birth_date) if holder.birth_date else None
    return {"primary": holder.primary, "secondary": holder.secondary, "birth_date": born}


def heard(said: dict[str, object]) -> Sought:
    """The holder that `told` wrote."""
    born = said["birth_date"]
    known = PartialDate(*born) if isinstance(born, list) else None
    return Sought(str(said["primary"]), str(said["secondary"]), known)
