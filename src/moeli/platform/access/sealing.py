"""Sealing the secrets of second factors: whose they are stands before them and binds them."""

import base64
from uuid import UUID

from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.services import KeyringError
from moeli.platform.vault.envelope import Binding


def seal_for(person_id: UUID, secret: str) -> str:
    """`secret` sealed under the person's key, as text: her id, a colon, the envelope in base 64."""
    sealed = keyring.seal(_binding(person_id), secret.encode())
    return f"{person_id}:{base64.b64encode(sealed).decode()}"


def open_for(person_id: UUID, sealed: str) -> str:
    """The secret of `sealed`. Raises MoeliError `closed` when it is somebody else's."""
    owner, _, envelope = sealed.partition(":")
    if owner != str(person_id):
        raise MoeliError(KeyringError.CLOSED)
    return keyring.unseal(_binding(person_id), base64.b64decode(envelope)).decode()


def owner_of(sealed: str) -> UUID:
    """Whose secret `sealed` says it is. ValueError when it says nothing."""
    return UUID(sealed.partition(":")[0])


def _binding(person_id: UUID) -> Binding:
    return Binding(f"person:{person_id}", "sign_in", "mfa.Authenticator", "secret", str(person_id))
