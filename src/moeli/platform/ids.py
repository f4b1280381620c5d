"""Identifiers: UUID version 7 (RFC 9562, section 5.7), which sort by the time they were made."""

import hashlib
import secrets
from uuid import UUID

from moeli.platform import clock

_RANDOM_BITS = 74


def uuid7() -> UUID:
    """A new identifier: 48 bits of milliseconds, 74 bits of randomness."""
    milliseconds = int(clock.now().timestamp() * 1000)
    return _made(milliseconds, secrets.randbits(_RANDOM_BITS))


def uuid7_of(milliseconds: int, *parts: str) -> UUID:
    """The identifier of one thing outside: the same whenever it is drawn from the same parts.

    Whatever it names is kept once, however often it is found. `milliseconds` say when it arose.
    """
    told = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    drawn = int.from_bytes(hashlib.sha256(told).digest(), "big") >> (256 - _RANDOM_BITS)
    return _made(milliseconds % (1 << 48), drawn)


def _made(milliseconds: int, random: int) -> UUID:
    random_a, random_b = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | random_a << 64 | 0b10 << 62 | random_b)
