"""What is kept of a PIN: keyed by a key outside the database, then hashed.

There are so few PINs that whoever steals the database tries them all, whatever one trial costs
short of minutes. So the key keeps them apart from their hashes, and one trial costs what a person
who waits at a booth does not notice. Pure but for the key.
"""

from typing import Final

from django.contrib.auth.hashers import ScryptPasswordHasher, check_password
from django.utils.crypto import get_random_string

from moeli.platform.vault.master import index_hash

_PURPOSE: Final = "access.pin"  # keeps the hashes of PINs apart from all others
_SALT: Final = 22


class _KeyedHasher(ScryptPasswordHasher):
    algorithm = "pin"
    parallelism = 1

    def encode(
        self,
        password: str,
        salt: str,
        n: int | None = None,
        r: int | None = None,
        p: int | None = None,
    ) -> str:
        keyed = index_hash(_PURPOSE, f"{salt}|{password}").hex()
        return super().encode(keyed, salt, n, r, p)


_HASHER: Final = _KeyedHasher()


def hashed(pin: str) -> str:
    """What is kept of `pin`: another text each time."""
    return _HASHER.encode(pin, get_random_string(_SALT))


def right(pin: str, kept: str) -> bool:
    """Whether `pin` is the one of which `kept` was kept; one of before PINs were keyed too."""
    if kept.startswith(f"{_HASHER.algorithm}$"):
        return _HASHER.verify(pin, kept)
    return check_password(pin, kept)
