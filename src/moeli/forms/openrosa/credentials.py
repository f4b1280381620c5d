"""What is given to a phone: a user name with a password, or a token for its address."""

import re
import secrets

from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.master import index_hash

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_PREFIX = "mlp_"
_SHAPE = re.compile(r"mlp_[A-Za-z0-9_-]{43}")
_NAME, _GROUPS, _GROUP = 8, 6, 5


def fresh_name() -> str:
    """A user name that tells nothing of the person."""
    return "phone-" + _drawn(_NAME).lower()


def fresh_password() -> str:
    """A password of 150 random bits, to be scanned, or typed once in groups of five."""
    return "-".join(_drawn(_GROUP) for _ in range(_GROUPS))


def fresh_token() -> str:
    """A token of 256 random bits; its prefix says what a found string is."""
    return _PREFIX + secrets.token_urlsafe(32)


def well_formed(token: str) -> bool:
    """Whether `token` can be one of ours at all."""
    return bool(_SHAPE.fullmatch(token))


def kept(token: str) -> bytes:
    """What is kept of a token."""
    return index_hash("phone token", token)


def secret_subject(phone: str) -> str:
    """The vault subject of a phone's secret; with its key the secret is gone for good."""
    return f"phone:{phone}"


def secret_binding(phone: str) -> Binding:
    """The place of what proves a phone by Digest."""
    return Binding(secret_subject(phone), "phone", "openrosa.AppUser", "secret", phone)


def _drawn(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
