"""Alarms as supervisors see them. A list names no officer; opening one is recorded first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from moeli.crossings.capture import How
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence.answers import Answer
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Pattern
from moeli.crossings.presence.policies import ANSWERING, SEEING
from moeli.crossings.presence.sealing import motive_binding
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.models import User
from moeli.platform.access.policy import require
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring

SHOWN = 50


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm in a list: where and when, never whose."""

    id: UUID
    pattern: Pattern
    place: str
    desk: str
    people: int
    first_at: datetime
    last_at: datetime
    raised_at: datetime
    answer: Answer | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlarmList:
    """What waits, what somebody follows up, what was explained lately."""

    waiting: tuple[AlarmLine, ...]
    followed_up: tuple[AlarmLine, ...]
    explained: tuple[AlarmLine, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One inspection that shows the pattern; `document` is its number among those of the alarm."""

    opened_at: datetime
    decided_at: datetime | None
    place: str
    desk: str
    direction: Direction
    outcome: Outcome | None
    how: How
    document: int


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm with what shows it, whose decisions do, and its answer."""

    line: AlarmLine
    officers: tuple[str, ...]
    shown: tuple[Shown, ...]
    motive: str
    answered_by: str
    own_node: bool
    may_answer: bool


def alarms(actor: Actor) -> AlarmList:
    """The alarms at the actor's places. Raises MoeliError `absent`."""
    require(actor, SEEING.action)
    rows = Alarm.objects.filter(SEEING.rows(actor))
    followed, explained = (
        _lines(rows.answered(each.value)) for each in (Answer.FOLLOWED_UP, Answer.EXPLAINED)
    )
    return AlarmList(_lines(rows.waiting()), followed, explained)


def alarm_view(actor: Actor, alarm_id: UUID) -> AlarmView:
    """One alarm with what shows it (journaled). Raises MoeliError `absent` or `unavailable`."""
    alarm = Alarm.objects.filter(SEEING.rows(actor), id=alarm_id).first()
    if alarm is None:
        raise absent()
    ids = [alarm.id, *alarm.evidence]
    with reading(actor=actor, purpose="alarm", ids=ids, place=alarm.place):
        return _view(actor, alarm)


def _view(actor: Actor, alarm: Alarm) -> AlarmView:
    rows = _evidence(alarm)
    by = {_officer(each) for each in rows}
    about = by | {alarm.officer}
    names = _names(by | {alarm.answered_by})
    own = alarm.node == node.current().id
    final = alarm.answer == Answer.EXPLAINED
    return AlarmView(
        line=_line(alarm),
        officers=tuple(sorted(names.get(each, each) for each in by)),
        shown=_shown(rows),
        motive=_motive(alarm),
        answered_by=names.get(alarm.answered_by, alarm.answered_by),
        own_node=own,
        may_answer=own and not final and actor.id not in about and ANSWERING.may(actor, alarm),
    )


def _lines(rows: QuerySet[Alarm]) -> tuple[AlarmLine, ...]:
    return tuple(_line(row) for row in rows[:SHOWN])


def _line(row: Alarm) -> AlarmLine:
    return AlarmLine(
        id=row.id,
        pattern=Pattern(row.pattern),
        place=row.place,
        desk=row.desk,
        people=row.people,
        first_at=row.first_at,
        last_at=row.last_at,
        raised_at=row.raised_at,
        answer=Answer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
    )


def _evidence(alarm: Alarm) -> list[Inspection]:
    rows = Inspection.objects.filter(id__in=alarm.evidence).select_related("decision")
    return sorted(rows.defer("zone"), key=lambda row: (row.opened_at, row.id))


def _officer(row: Inspection) -> str:
    return row.decision.officer if hasattr(row, "decision") else row.officer


def _shown(rows: Iterable[Inspection]) -> tuple[Shown, ...]:
    numbers: dict[bytes, int] = {}
    found = []
    for row in rows:
        number = numbers.setdefault(bytes(row.document_hash), len(numbers) + 1)
        decision = getattr(row, "decision", None)
        found.append(
            Shown(
                opened_at=row.opened_at,
                decided_at=decision.decided_at if decision else None,
                place=row.place,
                desk=row.desk,
                direction=Direction(row.direction),
                outcome=Outcome(decision.outcome) if decision else None,
                how=How.read(row.captured_how),
                document=number,
            )
        )
    return tuple(found)


def _names(ids: Iterable[str]) -> dict[str, str]:
    found = User.objects.filter(id__in=[id for id in ids if _is_account(id)])
    return {SYSTEM.id: SYSTEM.name} | {str(user.id): user.name for user in found}


def _is_account(id: str) -> bool:
    try:
        return bool(UUID(id))
    except ValueError:
        return False


def _motive(alarm: Alarm) -> str:
    if not alarm.answer:
        return ""
    return keyring.unseal(motive_binding(alarm), bytes(alarm.motive)).decode()
