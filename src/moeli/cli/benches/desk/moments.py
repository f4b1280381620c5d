"""How a moment is written in a row that is made without a model, and in what the chain covers."""

from datetime import UTC, datetime
from typing import NamedTuple

LENGTH_BYTES = 4


class Moment(NamedTuple):
    """A moment in UTC as a body tells it, as a column holds it, as the chain covers it."""

    milliseconds: int
    told: str
    column: str
    covered: bytes


def moment_of(moment: datetime) -> Moment:
    """Any moment with a time zone."""
    at = moment.astimezone(UTC)
    told = at.isoformat()
    whole = told if at.microsecond else f"{told[:19]}.000000{told[19:]}"
    milliseconds = int(at.timestamp() * 1000)
    return Moment(milliseconds, told, told[:-6].replace("T", " "), part(whole.encode()))


def part(covered: bytes) -> bytes:
    """With its length before it, as the chain joins what it covers."""
    return length(len(covered)) + covered


def length(count: int) -> bytes:
    """What stands before a part of so many bytes."""
    return count.to_bytes(LENGTH_BYTES, "big")
