"""The file of a backup: a tar of the database's copy, the home folder and, last, the manifest."""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

import zstandard
from pyrage import x25519

from moeli.operations.copies.manifest import Kept, Manifest
from moeli.operations.copies.sealed_stream import StreamError, opening, sealing
from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

Files = Mapping[str, Kept]

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 50_000_000


def write(
    target: BinaryIO,
    members: Iterable[tuple[str, Path]],
    conclude: Callable[[Files], bytes],
    recipients: Sequence[x25519.Recipient],
) -> None:
    """Stream `members` (name, file) into `target`, then the manifest that `conclude` makes of them.

    A file that vanished meanwhile is left out. Raises StreamError, OSError.
    """
    files: dict[str, Kept] = {}
    with (
        sealing(target, recipients) as stream,
        tarfile.open(fileobj=stream, mode="w|", bufsize=_CHUNK) as tar,
    ):
        for name, file in members:
            kept = _add(tar, name, file)
            if kept:
                files[name] = kept
        page = conclude(files)
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(page)
        tar.addfile(info, io.BytesIO(page))


def examine(source: BinaryIO, identity: x25519.Identity) -> tuple[Manifest, str]:
    """Decrypt it all and hold every file against the manifest; keep nothing. See `extract`."""
    return _read(source, identity, lambda _name: Path(os.devnull).open("wb"))


def extract(source: BinaryIO, identity: x25519.Identity, folder: Path) -> tuple[Manifest, str]:
    """Unpack into `folder`, files for their owner only; the manifest and its node's fingerprint.

    Raises MoeliError `backup_unreadable`: whatever was unpacked until then is not to be used.
    """
    return _read(source, identity, lambda name: _new_file(folder / name))


def _add(tar: tarfile.TarFile, name: str, file: Path) -> Kept | None:
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return None
    with opened:
        info = tar.gettarinfo(arcname=name, fileobj=opened)
        hashed = _Hashing(opened)
        tar.addfile(info, hashed)  # type: ignore[arg-type]  # it only reads
        return Kept(info.size, hashed.digest)


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._hash.update(data)
        return data

    @property
    def digest(self) -> str:
        """Of all that was read."""
        return self._hash.hexdigest()


_Place = Callable[[str], IO[bytes]]


def _read(source: BinaryIO, identity: x25519.Identity, place: _Place) -> tuple[Manifest, str]:
    found: dict[str, Kept] = {}
    page = b""
    try:
        with opening(source, identity) as stream:
            for name, member in _members(stream):
                if name == MANIFEST:
                    page = member.read(_LONGEST_MANIFEST)
                else:
                    found[name] = _copied(member, place(name))
    except (StreamError, tarfile.TarError, zstandard.ZstdError, OSError) as error:
        raise _unusable(str(error)) from error
    if not page:
        raise _unusable("it has no manifest, so it is not whole")
    manifest, signer = Manifest.of_bytes(page)
    if found != manifest.files:
        raise _unusable("its files are not those of its manifest")
    return manifest, signer


def _members(stream: BinaryIO) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(fileobj=stream, mode="r|", bufsize=_CHUNK) as tar:
        for info in tar:
            data = tar.extractfile(info) if info.isreg() and _inside(info.name) else None
            if data is None:
                raise _unusable("it holds something that is not a file of a home folder")
            yield info.name, data


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _copied(member: IO[bytes], target: IO[bytes]) -> Kept:
    hashed, size = hashlib.sha256(), 0
    with target:
        while data := member.read(_CHUNK):
            target.write(data)
            hashed.update(data)
            size += len(data)
    return Kept(size, hashed.hexdigest())


def _new_file(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=False)
    return path.open("wb")


def _unusable(why: str) -> MoeliError:
    return MoeliError(OperationsError.UNREADABLE, why=why)
