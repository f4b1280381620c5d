"""A file on its way in: measured, hashed and held against its limits while it is read."""

import hashlib
from typing import Protocol

from moeli.platform.blobs import media_types, space
from moeli.platform.blobs.classes import BlobClass
from moeli.platform.blobs.errors import BlobError
from moeli.platform.errors import MoeliError

_MEGABYTE = 1024 * 1024


class Readable(Protocol):
    """Whatever gives bytes: an upload, an open file, a pipe."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Incoming:
    """Reads a stream once; afterwards `size` and `sha256` are those of the text as it came."""

    def __init__(self, stream: Readable, kind: BlobClass) -> None:
        """Looks at the head of the stream. Raises MoeliError `blob_empty`."""
        self._stream, self._kind = stream, kind
        self._hash, self.size = hashlib.sha256(), 0
        self.head = self._head()

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was read, in hexadecimal."""
        return self._hash.hexdigest()

    def read(self, size: int) -> bytes:
        """The next bytes. Raises MoeliError: too large, or the disk must be spared."""
        block = self.head if self.size == 0 else self._stream.read(size)
        self.size += len(block)
        self._hash.update(block)
        if self.size > self._kind.cap:
            raise MoeliError(BlobError.TOO_LARGE, megabytes=self._kind.cap // _MEGABYTE)
        space.require(self._kind.rank)
        return block

    def _head(self) -> bytes:
        head = b""
        while len(head) < media_types.HEAD_BYTES:
            block = self._stream.read(media_types.HEAD_BYTES - len(head))
            if not block:
                break
            head += block
        if not head:
            raise MoeliError(BlobError.EMPTY)
        return head
