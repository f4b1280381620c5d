"""Rows of parts, each preceded by its length (4 bytes, big-endian), as the journal hashes them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
LARGEST_SEQUENCE = 2**62
LARGEST_EPOCH = 2**31 - 1


class WireError(Exception):
    """The bytes are not what Moeli writes; the text says in which way."""


def joined(*parts: bytes) -> bytes:
    """The parts in one row; no two different rows give the same bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def split(row: bytes) -> list[bytes]:
    """The parts of a row. Raises WireError."""
    return list(_split(row))


def number(value: int) -> bytes:
    """A number from 0 on, in 8 bytes."""
    return value.to_bytes(8, "big")


def from_number(part: bytes, largest: int = LARGEST_SEQUENCE) -> int:
    """The number in 8 bytes, up to `largest`. Raises WireError."""
    value = int.from_bytes(part, "big")
    if len(part) != 8 or value > largest:
        raise WireError("this is no number that a node counts to")
    return value


def from_text(part: bytes, longest: int) -> str:
    """The text of at most `longest` characters in a part. Raises WireError."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        raise WireError("a text is damaged") from None
    if len(text) > longest or "\0" in text:
        raise WireError("a text is longer than any that a node writes")
    return text


def moment(value: datetime) -> bytes:
    """A moment in microseconds since 1970, in 8 bytes."""
    return ((value - _EPOCH) // _MICROSECOND).to_bytes(8, "big", signed=True)


def from_moment(part: bytes) -> datetime:
    """The moment in 8 bytes. Raises WireError."""
    if len(part) != 8:
        raise WireError("a moment has 8 bytes")
    try:
        return _EPOCH + int.from_bytes(part, "big", signed=True) * _MICROSECOND
    except OverflowError:
        raise WireError("a moment lies outside the calendar") from None


def _split(row: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(row):
        start = at + 4
        at = start + int.from_bytes(row[at:start], "big")
        if at > len(row) or start > len(row):
            raise WireError("a part is cut short")
        yield row[start:at]
