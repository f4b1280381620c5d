"""Which numbers stand under a key, for millions of keys in 8 bytes each. Pure.

A key is cut to 48 bits and stands with its number in one of 4,096 sorted arrays, chosen by the
key: to put one in moves a few thousand bytes, however many there are.
"""

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterator

_PARTS = 1 << 12
_NUMBER_BITS = 28
MOST = 1 << _NUMBER_BITS
"""How many numbers there can be."""

_KEY_MASK = (1 << (64 - _NUMBER_BITS)) - 1
_NUMBER_MASK = MOST - 1


class Postings:
    """Numbers below `MOST` under keys. Two keys may share a place once in 10¹⁴: ask again."""

    def __init__(self) -> None:
        self._parts = [array("Q") for _ in range(_PARTS)]

    @property
    def size(self) -> int:
        """The bytes of memory that they take."""
        return sum(part.__sizeof__() for part in self._parts)

    def add(self, key: int, number: int) -> None:
        """Put `number` under `key`. Raises OverflowError for one that is no number below `MOST`."""
        if not 0 <= number < MOST:
            raise OverflowError(f"no more than {MOST:,} numbers")
        insort(self._parts[key % _PARTS], _joined(key, number))

    def discard(self, key: int, number: int) -> None:
        """Take `number` from under `key`, if it is there."""
        part, sought = self._parts[key % _PARTS], _joined(key, number)
        place = bisect_left(part, sought)
        if place < len(part) and part[place] == sought:
            del part[place]

    def under(self, key: int) -> Iterator[int]:
        """The numbers under `key`."""
        part, first = self._parts[key % _PARTS], _joined(key, 0)
        for place in range(bisect_left(part, first), len(part)):
            if part[place] - first >= MOST:
                return
            yield part[place] & _NUMBER_MASK


def _joined(key: int, number: int) -> int:
    return (key // _PARTS & _KEY_MASK) << _NUMBER_BITS | number
