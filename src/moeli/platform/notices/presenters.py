"""Notices in words: the kind's sentence, the place, the age; never a name of whom it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock, room
from moeli.platform.access import places
from moeli.platform.notices.models import Notice
from moeli.platform.room import Text

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One notice; `ended` says how it was closed, `by` which colleague took it on."""

    id: UUID
    sentence: Text
    place: str
    age: str
    times: int
    escalated: bool
    raised_at: datetime
    closed_at: datetime | None
    ended: Text
    tone: str
    by: str


def notice_card(notice: Notice, names: dict[str, str] | None = None) -> NoticeCard:
    """One notice for the page."""
    kind = room.notice_kinds().get(notice.kind)
    acknowledged = notice.acknowledged_at is not None
    return NoticeCard(
        id=notice.id,
        sentence=kind.sentence if kind else notice.kind,
        place=places.name_of(notice.place) if notice.place else gettext("All places"),
        age=age(clock.now() - notice.raised_at),
        times=notice.times,
        escalated=notice.escalated_at is not None,
        raised_at=notice.raised_at,
        closed_at=notice.closed_at,
        ended=_("Taken on") if acknowledged else _("Settled"),
        tone="good" if acknowledged else "neutral",
        by=(names or {}).get(notice.acknowledged_by, ""),
    )


def age(span: timedelta) -> str:
    """How long ago, in one unit; a clock that was set back makes it no less than nothing."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if span >= _DAY:
        return ngettext("for %(count)d day", "for %(count)d days", span.days) % {"count": span.days}
    if span >= _HOUR:
        hours = minutes // 60
        return ngettext("for %(count)d hour", "for %(count)d hours", hours) % {"count": hours}
    told = ngettext("for %(count)d minute", "for %(count)d minutes", minutes)
    return told % {"count": minutes} if minutes else gettext("just now")
