"""What the rooms above ask of the keyring."""

from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.services.fields import (
    seal,
    seal_many,
    shred,
    unseal,
    unseal_many,
    unseal_standing,
)
from moeli.platform.keyring.services.personal import (
    OpenedKey,
    change_passphrase,
    make_personal_key,
    opened_personal_key,
    public_key_of,
)
from moeli.platform.keyring.services.portable import PortableKey, adopt_keys, export_keys

__all__ = [
    "KeyringError",
    "OpenedKey",
    "PortableKey",
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
