"""The key that headquarters opens with what posts sealed to it: `keys/seal.key`, mode 600.

`./moeli setup` makes it on a node that is headquarters; in a demonstration, first need does. On a
post it must not even lie about: a stolen post must open nothing that was sealed to headquarters.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext_lazy as _

from moeli.platform import node
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.vault import master, sealing

NAME = "seal.key"


def path() -> Path:
    """Where the key lies, if it does."""
    return master.folder() / NAME


def fresh_key() -> bytes:
    """A new private key's 32 raw bytes."""
    return sealing.fresh_private().private_bytes_raw()


def sealing_key() -> X25519PrivateKey:
    """This node's private sealing key. Raises MoeliError, on a post always."""
    if node.current().role is node.Role.POST:
        raise MoeliError(KeyringError.SEALED_TO_HEADQUARTERS)
    secret = master.secret_in(path(), fresh_key())
    try:
        return X25519PrivateKey.from_private_bytes(secret)
    except ValueError as error:
        why = _("it has the wrong length")
        raise MoeliError(PlatformError.KEY_FILE, file=NAME, why=why) from error


def sealing_public() -> bytes:
    """The 32 raw bytes that others seal to. Raises MoeliError, on a post always."""
    return sealing_key().public_key().public_bytes_raw()
