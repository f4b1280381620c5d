"""The secrets of the door: tokens of devices, and the codes by which an officer lends her name.

Of each the database keeps only a hash keyed by this node. A prefix says what a found string is.
"""

import re
import secrets

from moeli.platform.vault.master import index_hash

DEVICE, DELEGATION = "mld_", "mlo_"
_BYTES = 32
_CODE_LENGTH = 10
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_MEANT = str.maketrans("OIL", "011", " -")
_SHAPE = re.compile(r"ml[do]_[A-Za-z0-9_-]{43}")


def fresh(prefix: str) -> str:
    """A new secret of 256 random bits."""
    return prefix + secrets.token_urlsafe(_BYTES)


def fresh_code() -> str:
    """A new code of 50 random bits, to be read from a screen and typed once, within minutes."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))


def grouped(code: str) -> str:
    """The code as it is shown: in two groups."""
    return f"{code[:5]}-{code[5:]}"


def meant(typed: str) -> str:
    """The code that was typed, whatever the case, with or without its dash."""
    return typed.upper().translate(_MEANT)


def kept(secret: str) -> bytes:
    """What is kept of a token."""
    return index_hash("device token", secret)


def code_kept(device: str, code: str) -> bytes:
    """What is kept of a code: it means something at its device alone."""
    return index_hash("device code", f"{device}|{code}")


def well_formed(secret: str, prefix: str) -> bool:
    """Whether `secret` can be one of ours at all."""
    return secret.startswith(prefix) and bool(_SHAPE.fullmatch(secret))
