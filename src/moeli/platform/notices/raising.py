"""Raising and settling: one row a cause while it waits. Part of the change that is its cause."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from moeli.platform.notices import kinds
from moeli.platform.notices.models import Notice
from moeli.platform.room import NoticeKind, Recorded


def hear(recorded: Recorded) -> None:
    """Raise and settle what the kinds say of this verb."""
    for kind in kinds.settled_by(recorded.verb):
        settle(kind, recorded.subject, recorded.recorded_at)
    for kind in kinds.raised_by(recorded.verb):
        put(kind, recorded.place, recorded.subject, recorded.recorded_at)


def put(kind: NoticeKind, place: str, cause: str, at: datetime) -> None:
    """A new notice, or one more time for the one that waits."""
    if _counted(kind, place, cause, at):
        return
    new = Notice(kind=kind.code, place=place, cause=cause, role=kind.role)
    new.raised_at = new.last_raised_at = at
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:  # another raised it at the same moment
        _counted(kind, place, cause, at)


def settle(kind: NoticeKind, cause: str, at: datetime) -> None:
    """The cause is gone: nobody needs to be told any more."""
    Notice.objects.about(kind.code, cause).waiting().update(settled_at=at)


def _counted(kind: NoticeKind, place: str, cause: str, at: datetime) -> bool:
    same = Notice.objects.about(kind.code, cause).waiting().filter(place=place)
    return bool(same.update(times=F("times") + 1, last_raised_at=at))
