"""Which files of a home folder belong into a backup: all but what is made anew from the others."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DRAFTS: Final = ".drafts"
DATABASE: Final = "moeli.sqlite3"
ANCHORS: Final = "anchors-in-the-backup.jsonl"
# Style sheets; how agents stand now; drafts of ours, and of files that are being written; room
# kept for a full disk.
_MADE_ANEW: Final = frozenset({"static", "agents", DRAFTS, "blobs/drafts", "reserve"})


def files_of(home: Path, apart: Path | None) -> Iterator[tuple[str, Path]]:
    """Each file's name within `home`, and where it lies; without `apart`, a folder of backups."""
    for folder, folders, names in os.walk(home, followlinks=True):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _wanted_folder(home, here / name, apart))
        for name in sorted(names):
            if _wanted(home, here / name):
                yield str((here / name).relative_to(home)), here / name


def _wanted_folder(home: Path, folder: Path, apart: Path | None) -> bool:
    if apart and folder.resolve() == apart.resolve():
        return False
    return str(folder.relative_to(home)) not in _MADE_ANEW


def _wanted(home: Path, file: Path) -> bool:
    """Not the live database and what SQLite keeps beside it: its copy stands for them."""
    name = str(file.relative_to(home))
    return not (name in _MADE_ANEW or name.startswith(DATABASE) or file.name.startswith("."))
