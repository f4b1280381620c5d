"""What gives way when the disk fills up: copies, then pictures, then evidence, decisions never."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from moeli.platform import clock
from moeli.platform.blobs.classes import Rank
from moeli.platform.blobs.errors import BlobError
from moeli.platform.dated import DatedTable
from moeli.platform.errors import MoeliError

RESERVE = "reserve"

_REFUSALS = {
    Rank.DERIVED: BlobError.NO_SPACE_DERIVED,
    Rank.PICTURE: BlobError.NO_SPACE_PICTURE,
    Rank.EVIDENCE: BlobError.NO_SPACE_EVIDENCE,
}


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the home folder, in bytes."""

    total: int
    left: int

    def below(self, name: str) -> bool:
        """Whether less is left than the floor of that name."""
        return self.left < self.floor(name)

    def floor(self, name: str) -> int:
        """The floor of that name, in bytes of this disk."""
        value = _table().row(name, clock.today()).value
        return min(int(self.total * value["share"]), int(value["most"]))


@cache
def _table() -> DatedTable:
    return DatedTable.load(__package__, "space")


def disk() -> Disk:
    """How things stand now."""
    found = os.statvfs(settings.MOELI_HOME)
    return Disk(found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize)


def require(rank: Rank) -> None:
    """Raises MoeliError when files of this rank must give way now."""
    if disk().below(rank):
        raise MoeliError(_REFUSALS[rank])


def tend_reserve() -> bool:
    """Let the reserve go when the disk is full, make it again when there is room; is it there?"""
    found, now = reserve_path(), disk()
    if found.exists() and now.below("release"):
        found.unlink(missing_ok=True)
    elif not found.exists() and now.left > now.floor(RESERVE) + now.floor(Rank.PICTURE):
        _make(found, now.floor(RESERVE))
    return found.exists()


def reserve_path() -> Path:
    """The file that holds room for what must still be written on a full disk."""
    return Path(settings.MOELI_HOME) / "reserve"


def _make(path: Path, size: int) -> None:
    draft = path.with_name(".reserve.draft")
    try:
        with draft.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(size, 1))
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
