"""A file as a row of sealed pieces: what is cut off, added, moved or exchanged does not open.

Stored form: `MAGIC`, then pieces of `PIECE` bytes of plaintext (the last may be shorter), each
AES-256-GCM with its tag of 16 bytes. A piece's nonce is its number (11 bytes, big-endian) and 1
for the last piece, else 0; a key serves one file only, so no nonce is used twice. The text is
filled up with zeros (Padmé), so that the length of a file says little about what is in it.
"""

from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"moeli.blob.v1\0\0\0"
PIECE = 256 * 1024
SMALLEST = 4096
_TAG_BYTES = 16

Read = Callable[[int], bytes]


class PieceError(Exception):
    """A piece does not open: it was changed, moved, cut off, or belongs to another file."""


def padded(size: int) -> int:
    """The length to which a text of `size` bytes is filled up: at most an eighth more.

    Padmé (Nikitin and others, PETS 2019): lengths keep only their leading bits.
    """
    size = max(size, SMALLEST)
    exponent = size.bit_length() - 1
    kept = exponent.bit_length()
    step = 1 << (exponent - kept)
    return (size + step - 1) // step * step


def encrypt(key: bytes, read: Read) -> Iterator[bytes]:
    """The stored form of what `read` gives until it gives nothing, block by block."""
    cipher = AESGCM(key)
    yield MAGIC
    for number, piece, last in _numbered(_pieces(read)):
        yield cipher.encrypt(_nonce(number, last=last), piece, MAGIC)


def decrypt(key: bytes, read: Read, size: int) -> Iterator[bytes]:
    """The first `size` bytes of the text in the stored form that `read` gives.

    Each piece is proved before it is given; the text is whole when the iterator has ended.
    Raises PieceError.
    """
    cipher, left = AESGCM(key), size
    if read(len(MAGIC)) != MAGIC:
        raise PieceError("this is not a stored file of a known version")
    for number, sealed, last in _numbered(iter(lambda: read(PIECE + _TAG_BYTES), b"")):
        piece = _opened(cipher, _nonce(number, last=last), sealed)
        yield piece[:left]
        left -= min(left, len(piece))
    if left:
        raise PieceError("the text is shorter than it was")


def _opened(cipher: AESGCM, nonce: bytes, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, MAGIC)
    except (InvalidTag, ValueError):
        raise PieceError("a piece was changed, moved or cut off") from None


def _pieces(read: Read) -> Iterator[bytes]:
    buffer, size = bytearray(), 0
    while block := read(PIECE):
        buffer += block
        size += len(block)
        yield from _full(buffer)
    zeros = padded(size) - size
    while zeros:
        taken = min(zeros, PIECE)
        buffer += bytes(taken)
        zeros -= taken
        yield from _full(buffer)
    if buffer:
        yield bytes(buffer)


def _full(buffer: bytearray) -> Iterator[bytes]:
    while len(buffer) >= PIECE:
        yield bytes(buffer[:PIECE])
        del buffer[:PIECE]


def _numbered(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Each piece with its number, and whether it is the last."""
    waiting, number = b"", 0
    for piece in pieces:
        if waiting:
            yield number, waiting, False
            number += 1
        waiting = piece
    yield number, waiting, True


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
