"""Jobs that run by the clock: once when due, once after an outage, whatever the clock did."""

from datetime import datetime, timedelta

from django.db import transaction

from moeli.platform import room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.jobs.models import JobRow, Schedule
from moeli.platform.jobs.services import enqueue
from moeli.platform.jobs.states import State

KEY = "schedule"


def ask_for_due(now: datetime) -> None:
    """Enqueue each scheduled job whose turn has come; turns that were missed are one turn.

    A last turn in the future means that the clock was set back: the schedule counts from now on
    and runs nothing at once, so that a clock that wavers costs one turn a leap at most.
    """
    last = {row.name: row.last_at for row in Schedule.objects.all()}
    for name, every in _scheduled().items():
        if name not in last:
            _begin(name, now)
        elif last[name] > now:
            Schedule.objects.filter(name=name, last_at=last[name]).update(last_at=now)
        elif last[name] <= now - every:
            _take_turn(name, last[name], now)


def _scheduled() -> dict[str, timedelta]:
    return {job.name: job.every for job in room.jobs().values() if job.every}


def _begin(name: str, now: datetime) -> None:
    with transaction.atomic():
        _, made = Schedule.objects.get_or_create(name=name, defaults={"last_at": now})
        if made:
            _ask(name)


def _take_turn(name: str, last_at: datetime, now: datetime) -> None:
    """Of several workers, the one that moves the last turn on asks for the job."""
    with transaction.atomic():
        if Schedule.objects.filter(name=name, last_at=last_at).update(last_at=now):
            _ask(name)


def _ask(name: str) -> None:
    """While the turn before has not ended, one is enough; of those that ended well, the last."""
    JobRow.objects.filter(name=name, key=KEY, state=State.DONE).delete()
    enqueue(actor=SYSTEM, job=name, key=KEY)
