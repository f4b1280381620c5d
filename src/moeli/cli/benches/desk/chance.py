"""Identifiers and nonces: the kernel is asked at once for the randomness of thousands."""

import os
from typing import NamedTuple

_AT_ONCE = 65_536  # bytes
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


class Drawn(NamedTuple):
    """An identifier as a column holds it (32 digits), and as texts name it (with its dashes)."""

    column: str
    text: str


class Chance:
    """Draws identifiers as `platform.ids` and `uuid4` do, and nonces."""

    def __init__(self) -> None:
        self._bytes, self._at = b"", 0

    def uuid7(self, milliseconds: int) -> Drawn:
        """Of that moment."""
        drawn = self.take(10).hex()
        return _named(f"{milliseconds:012x}7{drawn[:3]}{_VARIANT[drawn[3]]}{drawn[4:19]}")

    def uuid4(self) -> Drawn:
        """Of no moment."""
        drawn = self.take(16).hex()
        return _named(f"{drawn[:12]}4{drawn[12:15]}{_VARIANT[drawn[15]]}{drawn[16:31]}")

    def take(self, count: int) -> bytes:
        """So many random bytes; none is given twice."""
        if self._at + count > len(self._bytes):
            self._bytes, self._at = os.urandom(_AT_ONCE), 0
        self._at += count
        return self._bytes[self._at - count : self._at]


def _named(digits: str) -> Drawn:
    text = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    return Drawn(digits, text)
