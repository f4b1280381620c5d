"""Raising an alarm, once a cause, and answering it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from moeli.crossings.models import Inspection
from moeli.crossings.presence.answers import LONGEST, SHORTEST, Answer
from moeli.crossings.presence.errors import AlarmError
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Finding, Look, Pattern
from moeli.crossings.presence.policies import ANSWERING
from moeli.crossings.presence.sealing import cause_hash
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record, record_all

MOST_SHOWN = 60
_NOBODYS = {Pattern.CLOSED_PORT}


def raise_alarms(*, findings: Iterable[Finding]) -> int:
    """Record an alarm for each finding, in the caller's transaction; how many there were.

    The house itself raises them: nobody can, and nobody can keep one from being raised.
    """
    entries = [_raised(each) for each in findings]
    if entries:
        record_all(entries)
    return len(entries)


def answer_alarm(*, actor: Actor, alarm_id: UUID, answer: str, motive: str) -> Alarm:
    """Say that an alarm is explained, or who follows it up. Nobody answers about herself.

    Raises MoeliError `absent` or with an `AlarmError` code.
    """
    if answer not in set(Answer):
        raise MoeliError(AlarmError.BAD_ANSWER)
    if not SHORTEST <= len(motive.strip()) <= LONGEST:
        raise MoeliError(AlarmError.NO_MOTIVE)
    with transaction.atomic():
        alarm = _locked(actor, alarm_id)
        _check(actor, alarm)
        record(
            NewEntry(
                verb="presence.alarm_answered",
                actor=actor.id,
                subject=str(alarm.id),
                place=alarm.place,
                body={"answer": answer, "motive": motive.strip()},
            )
        )
    return Alarm.objects.get(id=alarm_id)


def _raised(finding: Finding) -> NewEntry:
    first, last = finding.looks[0], finding.looks[-1]
    body = {
        "pattern": finding.pattern.value,
        "cause": cause_hash(finding.cause).hex(),
        "desk": "" if finding.pattern in _NOBODYS else last.desk,
        "officer": "" if finding.pattern in _NOBODYS else last.officer,
        "people": len(finding.looks),
        "evidence": [str(look.id) for look in finding.looks[:MOST_SHOWN]],
        "first_at": _moment(first),
        "last_at": _moment(last),
    }
    return NewEntry(
        verb="presence.alarm_raised",
        actor=SYSTEM.id,
        subject=str(uuid7()),
        place=last.place,
        body=body,
    )


def _moment(look: Look) -> str:
    return (look.decided_at or look.at).isoformat()


def _locked(actor: Actor, alarm_id: UUID) -> Alarm:
    rows = Alarm.objects.filter(ANSWERING.rows(actor)).select_for_update()
    alarm = rows.filter(id=alarm_id).first()
    if alarm is None:
        raise absent()
    return alarm


def _check(actor: Actor, alarm: Alarm) -> None:
    if alarm.node != node.current().id:
        raise MoeliError(AlarmError.ELSEWHERE)
    if _is_about(actor, alarm):
        raise MoeliError(AlarmError.OWN)
    if alarm.answer == Answer.EXPLAINED:
        raise MoeliError(AlarmError.EXPLAINED)


def _is_about(actor: Actor, alarm: Alarm) -> bool:
    if alarm.officer == actor.id:  # what shows it may begin with those of others
        return True
    hers = Q(officer=actor.id) | Q(decision__officer=actor.id)
    return Inspection.objects.filter(hers, id__in=alarm.evidence).exists()
