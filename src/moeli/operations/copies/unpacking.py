"""From the file of a backup to a draft of a home: unpacked, filled, compared, proved."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from pyrage import x25519

from moeli.config.settings.parts.home_file import told
from moeli.operations.copies import archive
from moeli.operations.copies.home_files import ANCHORS, DATABASE
from moeli.operations.copies.manifest import Manifest
from moeli.operations.copies.postgresql import PostgresqlStore
from moeli.operations.copies.sqlite import SqliteStore
from moeli.operations.copies.stores import Store
from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

_OWN_ANCHORS = Path("second-place") / "anchors.jsonl"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A draft of a home whose files are those of the manifest; its database is not filled yet."""

    draft: Path
    manifest: Manifest
    signer: str

    def anchors(self) -> Path:
        """The anchors as they were when the backup was written."""
        return next(
            (at for at in (self.draft / ANCHORS,) if at.exists()), self.draft / _OWN_ANCHORS
        )


def unpack(file: Path, key: x25519.Identity, draft: Path) -> Unpacked:
    """Unpack `file` into the new folder `draft`, every byte checked. Raises MoeliError."""
    draft.mkdir(mode=0o700)
    try:
        with file.open("rb") as source:
            manifest, signer = archive.extract(source, key, draft)
    except OSError as error:
        raise MoeliError(OperationsError.UNREADABLE, why=error.strerror or "") from error
    return Unpacked(draft, manifest, signer)


def store_for(unpacked: Unpacked) -> Store:
    """Where the database goes: into the draft, or into the PostgreSQL that the settings name.

    Raises MoeliError when that is of another kind than what was saved.
    """
    address = told(unpacked.draft, "database_url")
    here = "postgresql" if address else "sqlite"
    if here != unpacked.manifest.engine:
        saved = unpacked.manifest.engine
        raise MoeliError(OperationsError.OTHER_ENGINE, saved=saved, here=here)
    if address:
        return PostgresqlStore.of_settings(dict(dj_database_url.parse(address)))
    return SqliteStore(unpacked.draft / DATABASE)


@contextmanager
def scratch_store(unpacked: Unpacked) -> Iterator[Store]:
    """Where a drill fills it: never the database that is in use."""
    store = store_for(unpacked)
    if isinstance(store, PostgresqlStore):
        with store.scratch() as scratch:
            yield scratch
    else:
        yield store


def fill(unpacked: Unpacked, store: Store) -> None:
    """Fill the database and hold it against the manifest. Raises MoeliError."""
    store.fill(unpacked.draft / "database")
    (unpacked.draft / "database").unlink(missing_ok=True)
    different = list(unpacked.manifest.inventory.differences(store.inventory()))
    if different:
        raise MoeliError(OperationsError.DIFFERS, what="; ".join(different))


def journal_findings(unpacked: Unpacked, store: Store) -> list[str]:
    """What `./moeli journal verify` finds in the copy, against the anchors of its own time."""
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ours |= {"MOELI_HOME": str(unpacked.draft), "MOELI_SETTINGS": "dev"}
    ours |= {"MOELI_ANCHOR_COPY": str(unpacked.anchors())}
    if isinstance(store, PostgresqlStore):
        ours |= {"MOELI_DATABASE_URL": store.address}
    else:
        ours.pop("MOELI_DATABASE_URL", None)
    words = [sys.executable, "-P", "-m", "moeli", "journal", "verify", "--json"]
    done = subprocess.run(words, env=ours, capture_output=True, text=True, check=False)  # noqa: S603 -- ourselves
    try:
        return [str(found["text"]) for found in json.loads(done.stdout)["findings"]]
    except (ValueError, KeyError):
        return ["the journal could not be verified before an upgrade; run ./moeli upgrade"]
