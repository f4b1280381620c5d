"""The way back: a backup becomes a home folder, whole or not at all; or only proves that it can."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from moeli.config.settings.parts.home_file import told
from moeli.operations import locks
from moeli.operations.copies import unpacking
from moeli.operations.copies.manifest import Manifest
from moeli.operations.copies.postgresql import PostgresqlStore
from moeli.operations.copies.recipients import identity_in
from moeli.operations.copies.stores import Store
from moeli.operations.copies.unpacking import Unpacked
from moeli.operations.errors import OperationsError
from moeli.platform import clock, node
from moeli.platform.errors import MoeliError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a restoration, or a drill of one, found and did.

    `findings` are the journal's; `beyond` is how far the second place knows of entries that the
    backup does not hold; `replaced` is where the former home lies now.
    """

    manifest: Manifest
    signer: str
    findings: list[str]
    seconds: float
    epoch: int = 0
    beyond: int = 0
    replaced: Path | None = None


def restore(*, file: Path, key_file: Path, home: Path, replace: bool = False) -> Outcome:
    """Make `home` from the backup; the node begins a new epoch. Raises MoeliError.

    Everything is checked in a draft beside it first; then one rename puts it in place.
    """
    begun, key = perf_counter(), identity_in(key_file)
    with _draft_of(home) as draft, _free_home(home, replace=replace):
        unpacked = unpacking.unpack(file, key, draft)
        store = unpacking.store_for(unpacked)
        _refuse_full(store, replace=replace)
        unpacking.fill(unpacked, store)
        findings = unpacking.journal_findings(unpacked, store)
        beyond = _second_place(unpacked)
        epoch = node.begin_epoch(draft)
        replaced = _put_in_place(draft, home)
    taken = perf_counter() - begun
    return Outcome(unpacked.manifest, unpacked.signer, findings, taken, epoch, beyond, replaced)


def drill(*, file: Path, key_file: Path) -> Outcome:
    """Restore into a temporary folder, compare, prove the journal, and delete it all again."""
    begun, key = perf_counter(), identity_in(key_file)
    with _draft_of(_own_temporary() / "drill") as draft:
        unpacked = unpacking.unpack(file, key, draft)
        with unpacking.scratch_store(unpacked) as store:
            unpacking.fill(unpacked, store)
            findings = unpacking.journal_findings(unpacked, store)
        return Outcome(unpacked.manifest, unpacked.signer, findings, perf_counter() - begun)


def _own_temporary() -> Path:
    """A folder that only this user can enter: for a moment the keys lie in it."""
    folder = Path(tempfile.gettempdir()) / f"moeli-drills-of-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise MoeliError(OperationsError.UNREADABLE, why=f"{folder} is not this user's alone")
    return folder


@contextmanager
def _draft_of(home: Path) -> Iterator[Path]:
    """A place for the draft, beside `home`; what a killed attempt left there goes first."""
    draft = home.with_name(f".{home.name}.draft")
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with locks.held(draft.with_suffix(".lock"), who="another restoration is at work"):
            shutil.rmtree(draft, ignore_errors=True)
            try:
                yield draft
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise MoeliError(OperationsError.UNREADABLE, why=str(error)) from error


@contextmanager
def _free_home(home: Path, *, replace: bool) -> Iterator[None]:
    """Make sure that `home` may be exchanged, and is not served meanwhile."""
    if home.is_mount():
        raise MoeliError(OperationsError.MOUNT_POINT, home=home)
    if not home.exists() or not any(home.iterdir()):
        yield
        return
    if not replace:
        raise MoeliError(OperationsError.NOT_EMPTY, home=home)
    with locks.held(home / locks.SERVING, who="the site is being served"):
        yield


def _refuse_full(store: Store, *, replace: bool) -> None:
    if isinstance(store, PostgresqlStore) and not replace and not store.is_empty():
        raise MoeliError(OperationsError.NOT_EMPTY, home="the database")


def _second_place(unpacked: Unpacked) -> int:
    """The last entry that the second place names; a second place that is gone is filled again."""
    said = told(unpacked.draft, "anchor_copy")
    if not said:
        return 0
    place = Path(said)
    if place.exists():
        return max(_sequences(place, str(unpacked.manifest.node["id"])), default=0)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(unpacked.anchors(), place)
    return 0


def _sequences(place: Path, node_id: str) -> Iterator[int]:
    for line in place.read_bytes().splitlines():
        try:
            anchor = json.loads(line)
        except ValueError:
            continue  # a torn line: `./moeli journal verify` judges it
        if anchor.get("node") == node_id:
            yield int(anchor["sequence"])


def _put_in_place(draft: Path, home: Path) -> Path | None:
    os.sync()
    replaced = None
    if home.exists() and any(home.iterdir()):
        replaced = home.with_name(f"{home.name}.replaced-{clock.now():%Y%m%dT%H%M%SZ}")
        home.rename(replaced)
    draft.rename(home)
    os.sync()
    return replaced
