"""What the rooms above ask of the vault."""

from moeli.platform.vault.errors import VaultError
from moeli.platform.vault.services.fields import (
    seal,
    seal_many,
    shred,
    unseal,
    unseal_many,
    unseal_standing,
)
from moeli.platform.vault.services.personal import (
    OpenedKey,
    change_passphrase,
    make_personal_key,
    opened_personal_key,
    public_key_of,
)
from moeli.platform.vault.services.portable import PortableKey, adopt_keys, export_keys

__all__ = [
    "OpenedKey",
    "PortableKey",
    "VaultError",
    "adopt_keys",
    "change_passphrase",
    "export_keys",
    "make_personal_key",
    "opened_personal_key",
    "public_key_of",
    "seal",
    "seal_many",
    "shred",
    "unseal",
    "unseal_many",
    "unseal_standing",
]
