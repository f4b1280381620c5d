"""Taking what page scanners left in the watched folder, for the desk to which it belongs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from moeli.documents import rules, scanner_folder
from moeli.documents.models import Picture, Source
from moeli.documents.policies import TAKING
from moeli.documents.scanner_folder import Scan
from moeli.documents.services.keeping import LARGEST_FILE, Desk, keep_file, make_ready
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.booths import enrolled_desks
from moeli.platform.access.policy import require
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.ids import uuid7_of

# Of this process: read once, not at every look.
_refused: dict[tuple[int, int, int], tuple[ErrorCode, Mapping[str, Any]]] = {}
_MOST_REFUSED = 1_000
_FOR_GOOD = frozenset({400, 413, 415, 422})  # the file is at fault, neither the disk nor the hour
Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many pictures were kept, and why others were not: one sentence a reason."""

    kept: int
    refused: tuple[str, ...]


def take_scans(*, actor: Actor, desk: Desk) -> Taken:
    """Keep what lies in the folder of a desk, then remove it there; what is no picture stays.

    A file is removed only once its picture is committed; killed in between, or taken by two at
    once, it is one picture still. Raises MoeliError `absent`.
    """
    require(actor, TAKING.action, desk.place)
    root: Path | None = settings.MOELI_SCANNER_FOLDER
    kept, errors = _take(actor, desk, root) if root else (0, [])
    return Taken(kept, tuple(dict.fromkeys(str(error) for error in errors)))


def watch(stopping: Stopping) -> None:
    """Look into the folder of every enrolled desk (an agent's round).

    Where nothing new lies, it asks the database nothing. Raises the MoeliError for which a file
    is not to blame, such as a full disk, after all desks had their turn.
    """
    root: Path | None = settings.MOELI_SCANNER_FOLDER
    if root is None or not scanner_folder.anything(root, known=_refused):
        return
    make_ready()  # it starts while the file settles
    errors: list[MoeliError] = []
    for place, name in enrolled_desks():
        errors += _take(SYSTEM, Desk(place, name), root, stopping)[1]
    for error in errors:
        if error.status not in _FOR_GOOD:
            raise error


def _take(
    actor: Actor, desk: Desk, root: Path, stopping: Stopping = lambda: False
) -> tuple[int, list[MoeliError]]:
    kept, errors = 0, list[MoeliError]()
    for scan in _settled(root, desk):
        if stopping():
            break
        try:
            kept += _is_kept(actor, desk, scan)
        except MoeliError as error:
            errors.append(error)
    return kept, errors


def _settled(root: Path, desk: Desk) -> Iterator[Scan]:
    rest = rules.scan_settled(clock.today())
    folder = scanner_folder.folder_of(root, desk.place, desk.name)
    yield from scanner_folder.settled(folder, clock.now(), rest)


def _is_kept(actor: Actor, desk: Desk, scan: Scan) -> bool:
    """True once it is kept and away; False for what was exchanged or taken meanwhile.

    Raises MoeliError; what is no good is not read again as long as it is the same.
    """
    if scan.mark in _refused:
        reason, data = _refused[scan.mark]
        raise MoeliError(reason, **data)
    id = uuid7_of(scan.milliseconds, desk.place, desk.name, *map(str, scan.mark))
    if not Picture.objects.filter(id=id).exists() and not _keep(actor, desk, scan, id):
        return False
    scanner_folder.remove(scan)
    return True


def _keep(actor: Actor, desk: Desk, scan: Scan, id: UUID) -> bool:
    data = scanner_folder.content(scan, LARGEST_FILE)
    if data is None:
        return False
    try:
        keep_file(actor=actor, desk=desk, data=data, source=Source.SCANNER, id=id)
    except MoeliError as error:
        if error.status in _FOR_GOOD:
            _remember(scan, error)
        raise
    return True


def _remember(scan: Scan, error: MoeliError) -> None:
    """Not the error itself: it would hold the frames, and in them the picture."""
    if len(_refused) >= _MOST_REFUSED:
        _refused.clear()
    _refused[scan.mark] = error.reason, error.data
