"""The rows that the verbs of alarms stand for; applied again, they change nothing."""

from datetime import datetime
from uuid import UUID

from moeli.crossings.presence.answers import Answer
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.sealing import motive_binding
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def alarm_raised(recorded: Recorded) -> None:
    """The alarm, waiting for an answer."""
    body = recorded.body
    Alarm.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "node": recorded.node,
            "pattern": body["pattern"],
            "cause": bytes.fromhex(body["cause"]),
            "place": recorded.place,
            "desk": body["desk"],
            "officer": body["officer"],
            "people": body["people"],
            "evidence": body["evidence"],
            "first_at": datetime.fromisoformat(body["first_at"]),
            "last_at": datetime.fromisoformat(body["last_at"]),
            "raised_at": recorded.occurred_at,
        },
    )


def alarm_answered(recorded: Recorded) -> None:
    """The answer of the alarm's own node; the latest holds until it is explained."""
    own = Alarm.objects.filter(id=UUID(recorded.subject), node=recorded.node)
    alarm = own.exclude(answer=Answer.EXPLAINED.value).first()
    if alarm is None:
        return
    alarm.key_subject = node.month_of(recorded.node, recorded.recorded_at)
    alarm.answer, alarm.answered_by = recorded.body["answer"], recorded.actor
    alarm.answered_at = recorded.occurred_at
    alarm.motive = keyring.seal(motive_binding(alarm), recorded.body["motive"].encode())
    alarm.save()
