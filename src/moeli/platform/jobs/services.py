"""Asking for work, calling it off, and trying again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.jobs import queue
from moeli.platform.jobs.errors import JobError
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.policies import may_handle
from moeli.platform.jobs.states import UNFINISHED, State
from moeli.platform.journal.services import NewEntry, record

_CALLED_OFF = (State.CANCELLING, State.CANCELLED)


def enqueue(
    *,
    actor: room.Actor,
    job: str,
    arguments: Mapping[str, Any] | None = None,
    key: str = "",
    place: str = "",
) -> JobRow:
    """Ask for a declared job, in the caller's transaction: it waits when that commits, or never.

    `arguments` are JSON values without personal data. With `key`, an unfinished job of this name
    and key is enough, even one that runs already: that one is returned. Raises KeyError for a job
    that no room declares, RuntimeError outside a transaction. The caller authorises and journals
    the change that this is a part of.
    """
    room.jobs()[job]
    if not connection.in_atomic_block:
        raise RuntimeError("a job is asked for in the transaction of the change that needs it")
    now = clock.now()
    row = JobRow(name=job, key=key, place=place, arguments=dict(arguments or {}))
    row.asked_by, row.asked_at, row.next_attempt_at = actor.id, now, now
    return _kept(row)


def cancel(*, actor: Actor, job_id: UUID) -> None:
    """Call a job off: at once while it waits, after the present step while it runs.

    Raises MoeliError `absent` or `already_ended`.
    """
    while not _cancelled(actor, job_id):
        pass  # it began or ended between the look and the act: look again


def retry(*, actor: Actor, job_id: UUID) -> None:
    """Try a job again that failed or was cancelled; it goes on from its cursor.

    Raises MoeliError `absent`, `not_failed`, or `asked_again` when its key is taken meanwhile.
    """
    with transaction.atomic():
        job = _open_to(actor, JobRow.objects.select_for_update().filter(id=job_id).first())
        if job.state not in (State.FAILED, State.CANCELLED):
            raise MoeliError(JobError.NOT_FAILED)
        if job.key and JobRow.objects.unfinished().filter(name=job.name, key=job.key).exists():
            raise MoeliError(JobError.ASKED_AGAIN)
        _record(actor, "job.retried", job)
        job.refresh_from_db()
        queue.post(job)


def _kept(row: JobRow) -> JobRow:
    """The row, or the unfinished one that has its key; a race is decided by the database."""
    same = JobRow.objects.unfinished().filter(name=row.name, key=row.key)
    found = same.first() if row.key else None
    if found:
        return found
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _kept(row)
    queue.post(row)
    return row


def _cancelled(actor: Actor, job_id: UUID) -> bool:
    """Not locked first: a step locks the head of the journal, then its job; so does this."""
    with transaction.atomic():
        job = _open_to(actor, JobRow.objects.filter(id=job_id).first())
        if job.state not in UNFINISHED:
            raise MoeliError(JobError.ALREADY_ENDED)
        _record(actor, "job.cancelled", job)
        done = JobRow.objects.filter(id=job.id, turn=job.turn, state__in=_CALLED_OFF).exists()
        transaction.set_rollback(not done)
        return done


def _open_to(actor: Actor, job: JobRow | None) -> JobRow:
    if job is None or not may_handle(actor, job):
        raise absent()
    return job


def _record(actor: Actor, verb: str, job: JobRow) -> None:
    body = {"job": job.name, "turn": job.turn}
    entry = NewEntry(verb=verb, actor=actor.id, subject=str(job.id), place=job.place, body=body)
    record(entry)
