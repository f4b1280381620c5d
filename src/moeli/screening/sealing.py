"""Where the ciphertext of a listed number belongs: each entry has a key of its own."""

from uuid import UUID

from moeli.platform.vault.envelope import Binding

SCOPE = "identity"


def key_subject(listed_id: UUID) -> str:
    """The vault subject of one entry; with its key, the number is gone for good."""
    return f"listed:{listed_id}"


def number_binding(listed_id: UUID) -> Binding:
    """The place of the number in the row of the entry."""
    return Binding(
        key_subject(listed_id), SCOPE, "screening.ListedDocument", "number", str(listed_id)
    )
