"""Telling a second role when nobody has acknowledged."""

from datetime import datetime

from django.db import transaction

from moeli.platform import clock, room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.notices.models import Notice
from moeli.platform.room import JobRun


def escalate(run: JobRun) -> None:
    """Pass on every notice that has waited longer than its kind allows."""
    now = clock.now()
    for done, notice in enumerate(_overdue(now), start=1):
        with transaction.atomic():
            _pass_on(notice)
            run.progress(done)


def _overdue(now: datetime) -> list[Notice]:
    waiting = Notice.objects.waiting().filter(escalated_at=None)
    return [each for each in waiting.order_by("raised_at", "id") if _is_overdue(each, now)]


def _is_overdue(notice: Notice, now: datetime) -> bool:
    """A notice from the future was raised by a wrong clock: better told too early than never."""
    kind = room.notice_kinds().get(notice.kind)
    if kind is None or not kind.escalate_to or kind.escalate_after is None:
        return False
    return abs(now - notice.raised_at) >= kind.escalate_after


def _pass_on(notice: Notice) -> None:
    to = room.notice_kinds()[notice.kind].escalate_to
    entry = NewEntry(
        verb="notice.escalated",
        actor=SYSTEM.id,
        subject=str(notice.id),
        place=notice.place,
        body={"kind": notice.kind, "to": to},
    )
    record(entry)
