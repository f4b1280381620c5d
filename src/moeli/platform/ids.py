"""Identifiers: UUID version 7 (RFC 9562, section 5.7), which sort by the time they were made."""

import secrets
from uuid import UUID

from moeli.platform import clock


def uuid7() -> UUID:
    """A new identifier: 48 bits of milliseconds, 74 bits of randomness."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random_a, random_b = secrets.randbits(12), secrets.randbits(62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | random_a << 64 | 0b10 << 62 | random_b)
