"""The file: a magic line, then frames of statement, signature and compressed payload.

Every length is checked before what it announces is read, so that no file can fill the memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from moeli.network.wire.parts import WireError, joined

MAGIC = b"moeli batches 1\n"
_LONGEST = (1_000, 64, 66_000_000)  # statement, signature, payload as compressed
_MOST_FRAMES = 20_000  # ten million entries


@dataclass(frozen=True, slots=True)
class Frame:
    """One batch as it lies in the file."""

    statement: bytes
    signature: bytes
    payload: bytes

    def to_bytes(self) -> bytes:
        """The frame, ready to be written."""
        return joined(self.statement, self.signature, self.payload)


def read(file: BinaryIO) -> Iterator[Frame]:
    """The frames of a file, one at a time. Raises WireError."""
    if file.read(len(MAGIC)) != MAGIC:
        raise WireError("this is no file of batches")
    for _frame in range(_MOST_FRAMES):
        statement = _part(file, _LONGEST[0])
        if statement is None:
            return
        signature, payload = _part(file, _LONGEST[1]), _part(file, _LONGEST[2])
        if signature is None or payload is None:
            raise WireError("the file is cut short")
        yield Frame(statement, signature, payload)
    if file.read(1):
        raise WireError("the file holds too many batches")


def _part(file: BinaryIO, longest: int) -> bytes | None:
    header = file.read(4)
    if not header:
        return None
    length = int.from_bytes(header, "big")
    if len(header) < 4 or length > longest:
        raise WireError("the file is damaged or cut short")
    part = file.read(length)
    if len(part) < length:
        raise WireError("the file is cut short")
    return part
