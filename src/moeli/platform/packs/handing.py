"""Writing a pack where it is to go: whole or not at all, in the clear or for one reader alone."""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyrage

from moeli.platform.errors import MoeliError
from moeli.platform.packs.errors import PackError


class FromPieces:
    """Pieces as something to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._ahead = iter(pieces), b""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        while not self._ahead:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._ahead = piece
        size = len(self._ahead) if size < 0 else size
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return given


def reader(key: str) -> pyrage.x25519.Recipient:
    """The reader whose age key this is. Raises MoeliError `pack_reader_key`."""
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError as error:
        raise MoeliError(PackError.READER_KEY) from error


def write(target: Path, blocks: Iterator[bytes], reader_key: str) -> None:
    """Write the pack; what a crash leaves is a hidden draft, which the next pack there removes.

    Raises MoeliError `pack_target_exists` or `pack_target_failed`.
    """
    try:
        for old in target.parent.glob(f".{target.name}.*.part"):
            old.unlink(missing_ok=True)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
        try:
            _write(draft, blocks, reader_key)
            require_new(target)
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
        _sync(target.parent)
    except OSError as error:
        raise MoeliError(PackError.TARGET_FAILED) from error


def require_new(target: Path) -> None:
    """Raises MoeliError `pack_target_exists`: a pack never takes the place of anything."""
    if target.exists():
        raise MoeliError(PackError.TARGET_EXISTS)


def _write(draft: Path, blocks: Iterator[bytes], reader_key: str) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if reader_key:
            pyrage.encrypt_io(FromPieces(blocks), file, [reader(reader_key)])
        else:
            file.writelines(blocks)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
