"""The files on the disk: ciphertext alone, each named by its own SHA-256, whole or not there.

`MOELI_HOME/blobs/ab/cd/abcd…` in two levels of folders; `drafts/` holds what is being written.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from django.conf import settings

_ADDRESS = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file: its address (SHA-256 in hexadecimal) and its length in bytes."""

    address: str
    size: int


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.MOELI_HOME) / "blobs"


def path(address: str) -> Path:
    """Where the file of `address` lies. ValueError when that is no address."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError("not an address")
    return folder() / address[:2] / address[2:4] / address


def write(blocks: Iterable[bytes]) -> Stored:
    """Write a new file and wait until it is on the disk; OSError leaves nothing behind."""
    draft = _drafts() / secrets.token_hex(16)
    try:
        stored = _write_draft(draft, blocks)
        _place(draft, path(stored.address))
    finally:
        draft.unlink(missing_ok=True)
    return stored


def read(address: str) -> BufferedReader:
    """The file of `address`, open. Raises FileNotFoundError and other OSErrors."""
    return path(address).open("rb")


def digest(file: BufferedReader) -> str:
    """What the address of an open file should be; leaves it at its beginning."""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def exists(address: str) -> bool:
    """Whether there is a file of that address."""
    return path(address).is_file()


def remove(address: str) -> None:
    """Remove the file of `address`, if it is there."""
    path(address).unlink(missing_ok=True)


def stored() -> Iterator[tuple[str, datetime]]:
    """Every file's address and when it was written."""
    for file in folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        if _ADDRESS.fullmatch(file.name):
            yield file.name, _written(file)


def remove_drafts(before: datetime) -> int:
    """Remove what was left half written before that moment; returns how many there were."""
    old = [draft for draft in _drafts().iterdir() if _written(draft) < before]
    for draft in old:
        draft.unlink(missing_ok=True)
    return len(old)


def _drafts() -> Path:
    drafts = folder() / "drafts"
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    return drafts


def _written(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:  # placed or removed meanwhile: not old
        return datetime.max.replace(tzinfo=UTC)


def _write_draft(draft: Path, blocks: Iterable[bytes]) -> Stored:
    hashed, size = hashlib.sha256(), 0
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for block in blocks:
            file.write(block)
            hashed.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    return Stored(hashed.hexdigest(), size)


def _place(draft: Path, target: Path) -> None:
    new = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft.rename(target)
    _sync(target.parent)
    for each in (target.parent.parent, folder()) if new else ():
        _sync(each)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
