"""A new master key, and every data key wrapped anew by it; what the keys seal stays as it is.

The new key is the current one first, in every process at once; the earlier one stays beside it and
opens what it wrapped. Then the keys are wrapped anew, a batch a transaction. Killed at any point,
everything opens, and the next call goes on. Where OpenBao holds the master key, turn its key there
(`bao write -f transit/keys/<name>/rotate`); this then wraps anew by its newest version.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock, keyfiles
from moeli.platform.errors import MoeliError
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import DataKey
from moeli.platform.keyring.wrapping import unwrapped, wrap
from moeli.platform.room import JobRun
from moeli.platform.vault import envelope, master, transit
from moeli.platform.vault.envelope import EnvelopeError

BATCH = 500
_LONGEST_TRANSACTION_SECONDS = 3600
Progress = Callable[[int, int], None]


def rotate(progress: Progress) -> None:
    """Begin a rotation, or go on with one that was cut short, and finish it.

    `progress` hears, inside the transaction of each batch, how many keys of how many are done.
    """
    begin()
    wrap_anew(progress)


def rotate_as_job(run: JobRun) -> None:
    """The same as a job, which keeps its progress and can be cancelled between batches."""
    if not run.cursor:
        begin()
    wrap_anew(lambda done, total: run.progress(done, total, {"begun": True}))


def begin() -> None:
    """Make a new master key the current one, unless an earlier rotation is not finished yet."""
    path = master.folder() / master.CURRENT
    if settings.MOELI_TRANSIT_LEAVE:  # what comes out of the key service needs a first key file
        keyfiles.read_or_make(path, envelope.fresh_key())
    if isinstance(master.current(), transit.Transit):
        return
    with _alone():
        if _stale():
            return
        old = master.FileMaster(keyfiles.read(path))
        keyfiles.read_or_make(master.retired_file(old.id), old.key)
        keyfiles.replace(path, envelope.fresh_key())


def wrap_anew(progress: Progress) -> None:
    """Wrap by the current master every key that an earlier one wrapped."""
    while _stale():  # a transaction that was open at the change may have added one meanwhile
        done, total, last = 0, DataKey.objects.count(), UUID(int=0)
        while ids := _next_ids(last):
            done, last = done + len(ids), ids[-1]
            with transaction.atomic():
                _wrap_batch(ids)
                progress(done, total)


def forget() -> int:
    """Remove the files of earlier master keys, once nothing needs them; returns how many.

    A backup of the database made before needs them still, from an escrow of that time. Raises
    MoeliError while a key is wrapped by one, or a transaction from before the change may be open.
    """
    if _stale():
        raise MoeliError(KeyringError.STILL_NEEDED, why=_("run ./moeli keys rotate to its end"))
    earlier = _earlier_files()
    youngest = max((path.stat().st_ctime for path in earlier), default=0.0)
    if clock.now().timestamp() - youngest < _LONGEST_TRANSACTION_SECONDS:
        raise MoeliError(KeyringError.STILL_NEEDED, why=_("wait an hour after the rotation"))
    for path in earlier:
        path.unlink()
    return len(earlier)


def _earlier_files() -> list[Path]:
    current = f"master.{master.current_name()}.key"
    found = sorted(master.folder().glob("master.*.key"))
    return [path for path in found if path.name != current]


def _stale() -> bool:
    current = master.current_name()
    wrapped = DataKey.objects.exclude(wrapped=None).values_list("wrapped", flat=True)
    return any(not _is_by(current, each) for each in wrapped.iterator())


def _is_by(current: str, wrapped: bytes | memoryview | None) -> bool:
    try:
        return master.name_of(bytes(wrapped or b"")) == current
    except EnvelopeError:
        return False  # it stops the rotation where it is unwrapped, with a sentence


def _next_ids(last: UUID) -> list[UUID]:
    following = DataKey.objects.filter(id__gt=last).order_by("id")
    return list(following.values_list("id", flat=True)[:BATCH])


def _wrap_batch(ids: list[UUID]) -> None:
    DataKey.lock_all()
    current = master.current_name()
    kept = DataKey.objects.filter(id__in=ids).exclude(wrapped=None).select_for_update()
    rows = [row for row in kept if not _is_by(current, row.wrapped)]
    keys = zip(rows, unwrapped(rows), strict=True)
    for row, wrapped in zip(rows, wrap(keys), strict=True):
        row.wrapped = wrapped
    DataKey.objects.bulk_update(rows, ["wrapped"])


@contextmanager
def _alone() -> Iterator[None]:
    """Two that begin at once would each set the other's new key aside."""
    folder = os.open(master.folder(), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(folder, fcntl.LOCK_UN)  # a process forked meanwhile has the same descriptor
        os.close(folder)
