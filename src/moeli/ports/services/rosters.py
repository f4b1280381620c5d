"""Putting an officer at a desk for some hours of a day, and taking her off again."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import transaction

from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.ports.errors import PortError
from moeli.ports.models import RosterLine
from moeli.ports.policies import ROSTER_WRITING, require_at
from moeli.ports.selectors import serves_at

_DESK_LENGTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """Who sits where: `officer` is an account's id; hours at or before `starts` end next day."""

    place: str
    day: date
    desk: str
    officer: str
    starts: time
    ends: time


def roster(*, actor: Actor, line: NewLine) -> RosterLine:
    """Put one line on the roster. Raises MoeliError `absent` or with a `PortError` code."""
    require_at(actor, ROSTER_WRITING, line.place)
    _check(line)
    line_id = uuid7()
    body = {
        "day": line.day.isoformat(),
        "desk": line.desk.strip(),
        "officer": line.officer,
        "starts": line.starts.isoformat(),
        "ends": line.ends.isoformat(),
    }
    with transaction.atomic():
        RosterLine.lock_all()
        _refuse_a_clash(line)
        entry = NewEntry(
            verb="roster.line_added",
            actor=actor.id,
            subject=str(line_id),
            place=line.place,
            body=body,
        )
        record(entry)
    return RosterLine.objects.get(id=line_id)


def unroster(*, actor: Actor, place: str, line_id: UUID) -> None:
    """Take one line off the roster of `place`. Raises MoeliError `absent`."""
    require_at(actor, ROSTER_WRITING, place)
    with transaction.atomic():
        line = RosterLine.objects.select_for_update().filter(place=place, id=line_id).first()
        if line is None:
            raise absent()
        entry = NewEntry(
            verb="roster.line_removed",
            actor=actor.id,
            subject=str(line.id),
            place=place,
            body={},
        )
        record(entry)


def _check(line: NewLine) -> None:
    if not 0 < len(line.desk.strip()) <= _DESK_LENGTH:
        raise MoeliError(PortError.BAD_DESK)
    if line.starts == line.ends:
        raise MoeliError(PortError.BAD_SHIFT)
    if not serves_at(line.officer, line.place, line.day):
        raise MoeliError(PortError.BAD_OFFICER)


def _refuse_a_clash(line: NewLine) -> None:
    desk = line.desk.strip()
    begins, ends = RosterLine(day=line.day, starts=line.starts, ends=line.ends).span()
    for other in RosterLine.objects.around(line.day):
        other_begins, other_ends = other.span()
        if begins < other_ends and other_begins < ends:
            if other.officer == line.officer:
                raise MoeliError(PortError.OFFICER_BUSY)
            if (other.place, other.desk) == (line.place, desk):
                raise MoeliError(PortError.DESK_TAKEN)
