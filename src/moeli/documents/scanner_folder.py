"""The folder in which page scanners leave their pictures: what lies there, settled, for which desk.

Names in it are anybody's: none is ever logged, shown or kept. A link is not followed, a file that
is still growing is left alone, and nothing is moved.
"""

import os
import re
import stat
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MOST = 20  # files a look
_LISTED = 500  # names that are looked at; a folder with more is no scanner's
_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Scan:
    """One settled file, by what it is on the disk rather than by its name."""

    path: Path
    inode: int
    size: int
    changed_ns: int

    @property
    def milliseconds(self) -> int:
        """When it was changed last, since 1970."""
        return self.changed_ns // 1_000_000

    @property
    def mark(self) -> tuple[int, int, int]:
        """The same for the same file with the same content, whatever its name."""
        return self.inode, self.size, self.changed_ns


def folder_of(root: Path, place: str, desk: str) -> Path:
    """The folder of a desk: port and name in small letters, digits and dashes (`msb-desk-1`)."""
    return root / _PLAIN.sub("-", f"{place} {desk}".casefold()).strip("-")


def settled(folder: Path, now: datetime, rest: timedelta) -> list[Scan]:
    """The files that nobody has changed for `rest`, the oldest first; none where there is none."""
    found = sorted(_files(folder), key=lambda scan: scan.changed_ns)
    return [scan for scan in found if abs(now - _time(scan)) >= rest][:_MOST]


def anything(root: Path, known: Container[tuple[int, int, int]]) -> bool:
    """Whether any folder of a desk holds a file, settled or not, whose mark is not `known`."""
    try:
        folders = [Path(each.path) for each in os.scandir(root) if each.is_dir()][:_LISTED]
    except OSError:
        return False
    return any(scan.mark not in known for folder in folders for scan in _files(folder))


def content(scan: Scan, most: int) -> bytes | None:
    """What is in it, `most` bytes and one at most; None where it is another file by now."""
    try:
        descriptor = os.open(scan.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
        after = _seen(scan.path, os.fstat(file.fileno()))
    return data if after and after.mark == scan.mark else None


def remove(scan: Scan) -> None:
    """Away with it, if it is still the same file: what it held is kept."""
    try:
        here = _seen(scan.path, scan.path.lstat())
        if here and here.mark == scan.mark:
            scan.path.unlink()
    except OSError:
        return  # somebody else took it away, or may: it is kept in any case


def _files(folder: Path) -> Iterator[Scan]:
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= _LISTED:
                    return
                found = _seen(Path(entry.path), entry.stat(follow_symlinks=False))
                if found:
                    yield found
    except OSError:
        return


def _seen(path: Path, found: os.stat_result) -> Scan | None:
    if not stat.S_ISREG(found.st_mode) or not found.st_size or path.name.startswith("."):
        return None
    return Scan(path, found.st_ino, found.st_size, found.st_mtime_ns)


def _time(scan: Scan) -> datetime:
    return datetime.fromtimestamp(scan.changed_ns / 1e9, UTC)
