"""The end of files: when their class says so and nobody holds them; the key first, then the file.

Nothing else deletes: no person, no page. What a crash leaves between key and file is swept.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from moeli.platform import clock, node
from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import classes, space, store
from moeli.platform.blobs.classes import Rank
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.room import JobRun

GRACE = timedelta(days=1)
_BATCH = 200
_FEW = 20


def retire(run: JobRun) -> None:
    """Delete what is due (a job): each batch is one transaction and one entry."""
    done = 0
    for kind in classes.all_on(clock.today()):
        while kind.kept_for is not None:
            with transaction.atomic():
                due = Blob.objects.due(kind.code, clock.now() - kind.kept_for)
                count = _delete(_locked(due), f"class {kind.code}")
                done += count
                run.progress(done)
            if count == 0:
                break


def sweep(run: JobRun) -> None:
    """Remove drafts, and files without a row, that are older than `GRACE` (a job).

    Raises MoeliError `sweep_refused` when most files are unknown: then the database is another.
    """
    before = clock.now() - GRACE
    store.remove_drafts(before)
    old = [address for address, written in store.stored() if written < before]
    known = _known(old)
    orphans = [address for address in old if address not in known]
    if len(orphans) > max(_FEW, len(old) // 2):
        raise MoeliError(BlobError.SWEEP_REFUSED)
    for address in orphans:
        store.remove(address)
    run.progress(len(orphans), len(orphans))


def tend(run: JobRun) -> None:
    """Keep the order of a disk that fills up (a job): copies go, the reserve is let go or made."""
    make_room()
    run.progress(int(space.tend_reserve()), 1)


def make_room() -> None:
    """Delete the oldest derived copies, as many as the disk lacks; they can be made again."""
    now = space.disk()
    lacking = now.floor(Rank.DERIVED) - now.left
    if lacking <= 0:
        return
    derived = [each.code for each in classes.all_on(clock.today()) if each.rank is Rank.DERIVED]
    with transaction.atomic():
        rows = Blob.objects.living().free().filter(kept_as__in=derived)
        _delete(_enough(_locked(rows), lacking), "disk")


def erase_subject(*, scope: str, subject: str, sparing: Collection[UUID] = ()) -> None:
    """Delete the files of a subject whose key in `scope` is being shredded, in that transaction.

    Held files stay as ciphertext that nobody can open. The caller authorises and shreds; one whose
    record has not ended names in `sparing` what belongs to it still, and shreds nothing.
    """
    with transaction.atomic():
        rows = Blob.objects.living().free().filter(scope=scope, subject=subject)
        rows = rows.exclude(id__in=sparing)
        while _delete(_locked(rows), "subject"):
            pass


def _locked(rows: QuerySet[Blob]) -> list[Blob]:
    """The oldest of `rows` that lie at this node, a batch at most."""
    here = rows.filter(node=node.current().id).order_by("kept_at", "id")
    ids = list(here.values_list("id", flat=True)[:_BATCH])
    return list(Blob.objects.select_for_update().filter(id__in=ids).order_by("kept_at", "id"))


def _enough(blobs: Iterable[Blob], lacking: int) -> list[Blob]:
    chosen: list[Blob] = []
    for blob in blobs:
        if lacking <= 0:
            break
        chosen.append(blob)
        lacking -= blob.stored_size
    return chosen


def _delete(blobs: list[Blob], reason: str) -> int:
    """Record the end of `blobs`; their files go once that is committed."""
    free = Blob.objects.free().filter(id__in=[blob.id for blob in blobs])  # held meanwhile: stays
    addresses = dict(free.values_list("id", "address"))
    if addresses:
        body = {"ids": [str(id) for id in addresses], "reason": reason}
        record(NewEntry(verb="blob.deleted", actor=SYSTEM.id, subject="", body=body))
        transaction.on_commit(partial(_remove, list(addresses.values())))
    return len(addresses)


def _remove(addresses: list[str]) -> None:
    for address in addresses:
        store.remove(address)


def _known(addresses: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(addresses), _BATCH):
        rows = Blob.objects.living().filter(address__in=addresses[start : start + _BATCH])
        known.update(rows.values_list("address", flat=True))
    return known
