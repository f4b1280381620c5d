"""Where the ciphertext of a person's addresses belongs: under her own key."""

from uuid import UUID

from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.notices.models import Contact
from moeli.platform.vault.envelope import Binding

SCOPE = "identity"


def key_subject(person_id: UUID) -> str:
    """The vault subject of a member of staff, as `access` names it."""
    return f"person:{person_id}"


def sealed(person_id: UUID, field: str, text: str) -> bytes:
    """The envelope of one address."""
    return keyring.seal(_binding(person_id, field), text.encode())


def opened(contact: Contact, field: str) -> str:
    """One address in the clear; "" when she gave none, or was erased with it."""
    envelope = bytes(getattr(contact, field))
    try:
        return keyring.unseal(_binding(contact.person, field), envelope).decode()
    except MoeliError as error:
        if error.reason is not KeyringError.SHREDDED:
            raise
        return ""


def _binding(person_id: UUID, field: str) -> Binding:
    subject = key_subject(person_id)
    return Binding(subject, SCOPE, "notices.Contact", field, str(person_id))
