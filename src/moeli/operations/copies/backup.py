"""Writing a backup: whole or not at all, read back before it counts, old ones let go."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from pyrage import x25519

from moeli import __version__
from moeli.operations import locks
from moeli.operations.copies import archive, rotation
from moeli.operations.copies.home_files import ANCHORS, DRAFTS, files_of
from moeli.operations.copies.inventory import Inventory
from moeli.operations.copies.manifest import Manifest, node_in
from moeli.operations.copies.recipients import recipient
from moeli.operations.copies.sealed_stream import StreamError
from moeli.operations.copies.stores import Store
from moeli.operations.errors import OperationsError
from moeli.platform import clock
from moeli.platform.errors import MoeliError


@dataclass(frozen=True, slots=True)
class Installation:
    """What is saved: a home folder, its database, its anchors' second place."""

    home: Path
    store: Store
    anchors: Path


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that stands: `key` opens it for this process only, and is kept nowhere."""

    file: Path
    size: int
    seconds: float
    manifest: Manifest
    kept: int
    key: x25519.Identity


def back_up(*, saved: Installation, to: Path, public: str, keep: int) -> Written:
    """Write one backup of `saved` into the folder `to`, encrypted to the offline key `public`.

    The file is also encrypted to a key of this moment, which proves that it opens and then is
    forgotten. Of this node's backups in `to`, the `keep` newest stay. Raises MoeliError.
    """
    offline, begun = recipient(public), perf_counter()
    _is_folder(to)
    with locks.held(saved.home / locks.SAVING, who="another backup is being written"):
        once = x25519.Identity.generate()
        name = rotation.name_for(node_in(saved.home), clock.now())
        with _draft(saved.home) as draft, rotation.partial(to / name) as (partial, put_in_place):
            manifest = _write(saved, to, draft, partial, [offline, once.to_public()])
            _read_back(partial, once, manifest)
            put_in_place()
        kept = rotation.let_go(to / name, node_in(saved.home), keep)
    size = (to / name).stat().st_size
    return Written(to / name, size, perf_counter() - begun, manifest, kept, once)


def _is_folder(to: Path) -> None:
    """It is never made: a stick that is not there would else be written to our own disk."""
    if not to.is_dir():
        raise MoeliError(OperationsError.NOT_WRITTEN, why=f"the folder {to} is not there")


@contextmanager
def _draft(home: Path) -> Iterator[Path]:
    """A folder for the copy of the database; what a killed backup left there goes first."""
    draft = home / DRAFTS / "backup"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(
    saved: Installation, to: Path, draft: Path, partial: Path, keys: list[x25519.Recipient]
) -> Manifest:
    copy = draft / "database"
    try:
        inventory = saved.store.snapshot(copy)
        with partial.open("wb") as file:
            return _stream(saved, file, inventory, [("database", copy), *_files(saved, to)], keys)
    except (StreamError, OSError) as error:
        raise MoeliError(OperationsError.NOT_WRITTEN, why=str(error)) from error


def _files(saved: Installation, to: Path) -> Iterator[tuple[str, Path]]:
    yield from files_of(saved.home, to)
    if not saved.anchors.resolve().is_relative_to(saved.home.resolve()):
        yield ANCHORS, saved.anchors


def _stream(
    saved: Installation,
    file: BinaryIO,
    inventory: Inventory,
    members: list[tuple[str, Path]],
    keys: list[x25519.Recipient],
) -> Manifest:
    made: list[Manifest] = []

    def conclude(files: archive.Files) -> bytes:
        node, now = node_in(saved.home), clock.now().isoformat(timespec="seconds")
        made.append(Manifest(now, __version__, saved.store.engine, node, inventory, files))
        return made[0].to_bytes(saved.home)

    archive.write(file, members, conclude, keys)
    file.flush()
    os.fsync(file.fileno())
    return made[0]


def _read_back(partial: Path, key: x25519.Identity, manifest: Manifest) -> None:
    with partial.open("rb") as file:
        found, _signer = archive.examine(file, key)
    if found.files != manifest.files:
        raise MoeliError(
            OperationsError.NOT_WRITTEN, why="what was read back is not what was written"
        )
