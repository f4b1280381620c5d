"""Taking what page scanners left in the watched folder, for the desk to which it belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from moeli.documents import rules, scanner_folder
from moeli.documents.models import Source
from moeli.documents.policies import TAKING
from moeli.documents.scanner_folder import Scan
from moeli.documents.services.keeping import LARGEST_FILE, Desk, keep_file
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.booths import enrolled_desks
from moeli.platform.access.policy import require
from moeli.platform.blobs.errors import PictureError
from moeli.platform.errors import MoeliError
from moeli.platform.room import JobRun

_refused: dict[
    tuple[int, int, int], MoeliError
] = {}  # of this process: asked once, not at every look
_MOST_REFUSED = 1_000
_FOR_GOOD = frozenset({400, 413, 415, 422})  # the file is at fault, neither the disk nor the hour


@dataclass(frozen=True, slots=True)
class Taken:
    """How many pictures were kept, and why others were not: one sentence a reason."""

    kept: int
    refused: tuple[str, ...]


def take_scans(*, actor: Actor, desk: Desk) -> Taken:
    """Keep what lies in the folder of a desk, then remove it there; what is no picture stays.

    A file is removed only once its picture is committed. Raises MoeliError `absent`.
    """
    require(actor, TAKING.action, desk.place)
    root: Path | None = settings.MOELI_SCANNER_FOLDER
    if root is None:
        return Taken(0, ())
    kept, reasons = 0, []
    for scan in _settled(root, desk):
        error = _refused.get(scan.mark) or _why_not_taken(actor, desk, scan)
        if error:
            reasons.append(str(error))
        else:
            kept += 1
    return Taken(kept, tuple(dict.fromkeys(reasons)))


def watch(run: JobRun) -> None:
    """Look into the folder of every enrolled desk (a job)."""
    if settings.MOELI_SCANNER_FOLDER is None:
        return
    for number, (place, name) in enumerate(enrolled_desks(), 1):
        take_scans(actor=SYSTEM, desk=Desk(place, name))
        run.progress(number)


def _settled(root: Path, desk: Desk) -> Iterator[Scan]:
    rest = rules.scan_settled(clock.today())
    folder = scanner_folder.folder_of(root, desk.place, desk.name)
    yield from scanner_folder.settled(folder, clock.now(), rest)


def _why_not_taken(actor: Actor, desk: Desk, scan: Scan) -> MoeliError | None:
    """Nothing once it is kept. What is no good is not read again as long as it is the same."""
    data = scanner_folder.content(scan, LARGEST_FILE)
    if data is None:
        return MoeliError(PictureError.DAMAGED)
    try:
        keep_file(actor=actor, desk=desk, data=data, source=Source.SCANNER)
    except MoeliError as error:
        if error.status in _FOR_GOOD:
            _remember(scan, error)
        return error
    scanner_folder.remove(scan)
    return None


def _remember(scan: Scan, error: MoeliError) -> None:
    if len(_refused) >= _MOST_REFUSED:
        _refused.clear()
    _refused[scan.mark] = error
