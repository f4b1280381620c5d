"""Where the files of a pack wait while it is made: sealed, nameless, gone with the process."""

import hashlib
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from moeli.platform.blobs import chunks
from moeli.platform.blobs.incoming import Readable
from moeli.platform.vault.envelope import fresh_key


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the pack: what the manifest and the ZIP say of it, and how to get its content."""

    path: str
    size: int
    sha256: str
    crc32: int
    pieces: Callable[[], Iterator[bytes]]


def member(path: str, content: bytes) -> Member:
    """A file of the pack whose content is at hand."""
    digest = hashlib.sha256(content).hexdigest()
    return Member(path, len(content), digest, zlib.crc32(content), lambda: iter([content]))


class Spool:
    """Takes streams once and gives them again; its key is in no file."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- see __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._file.close()

    def add(self, path: str, stream: Readable) -> Member:
        """Take in one stream. Raises OSError when the disk is full."""
        counted = _Counted(stream)
        start, key = self._file.seek(0, 2), fresh_key()
        for block in chunks.encrypt(key, counted.read):
            self._file.write(block)
        length = self._file.tell() - start
        size = counted.size

        def pieces() -> Iterator[bytes]:
            return chunks.decrypt(key, self._section(start, length), size)

        return Member(path, size, counted.sha256.hexdigest(), counted.crc32, pieces)

    def _section(self, start: int, length: int) -> Callable[[int], bytes]:
        at, end = start, start + length

        def read(size: int) -> bytes:
            nonlocal at
            self._file.seek(at)
            block = self._file.read(min(size, end - at))
            at += len(block)
            return block

        return read


class _Counted:
    """A stream that knows what went through it."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self.size, self.crc32 = stream, 0, 0
        self.sha256 = hashlib.sha256()

    def read(self, size: int) -> bytes:
        block = self._stream.read(size)
        self.size += len(block)
        self.crc32 = zlib.crc32(block, self.crc32)
        self.sha256.update(block)
        return block
