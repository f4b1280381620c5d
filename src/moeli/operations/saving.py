"""The installation that runs here, as backups see it: by command, by schedule, before upgrades."""

import json
import logging
from pathlib import Path

from django.conf import settings
from django.db import connection

from moeli.operations.copies.backup import Installation, Written, back_up
from moeli.operations.copies.stores import store_of
from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError
from moeli.platform.logbook import note
from moeli.platform.room import JobRun

LAST = "last-backup.json"


def here() -> Installation:
    """This process's home, database and second place."""
    home = Path(settings.MOELI_HOME)
    return Installation(home, store_of(connection.settings_dict), settings.MOELI_ANCHOR_COPY)


def save(*, to: Path | None = None, keep: int | None = None) -> Written:
    """Write a backup as moeli.toml says, unless told otherwise. Raises MoeliError."""
    target = to or settings.MOELI_BACKUP_TO
    if target is None:
        raise MoeliError(OperationsError.NO_TARGET)
    kept = settings.MOELI_BACKUP_KEEP if keep is None else keep
    saved = here()
    written = back_up(saved=saved, to=target, public=settings.MOELI_BACKUP_RECIPIENT, keep=kept)
    _remember(saved.home, written)
    note(
        "backup.written",
        bytes=written.size,
        seconds=round(written.seconds, 2),
        sequence=written.manifest.inventory.entries,
        kept=written.kept,
    )
    return written


def scheduled(_run: JobRun) -> None:
    """The daily backup; an installation that names no folder has none, and the doctor says so."""
    if settings.MOELI_BACKUP_TO is None:
        return
    try:
        save()
    except MoeliError as error:
        note("backup.failed", level=logging.ERROR, error=error.code)
        raise


def _remember(home: Path, written: Written) -> None:
    """What the doctor and /healthz say about the last backup, beside the database it saved."""
    told = {"file": written.file.name, "at": written.manifest.made_at, "bytes": written.size}
    draft = home / f".{LAST}"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.replace(home / LAST)
