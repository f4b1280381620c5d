"""How often a device may come. One count a device and minute, in the database of all workers."""

from datetime import datetime

from django.db.models import F, Q

from moeli.platform.errors import MoeliError
from moeli.platform.machine.errors import DoorError
from moeli.platform.machine.models import Traffic

_MINUTE = 60


def count(traffic: Traffic, most: int, now: datetime) -> None:
    """Count one call of a device that may make `most` a minute, and note that it was seen.

    Raises MoeliError `too_many`; what is refused writes nothing. Two calls at one moment cannot
    both be the last one allowed: the condition is part of the update.
    """
    minute = int(now.timestamp()) // _MINUTE
    own = Traffic.objects.filter(device_id=traffic.device_id)
    if own.filter(~Q(minute=minute)).update(minute=minute, count=1, seen_at=now):
        return
    if own.filter(minute=minute, count__lt=most).update(count=F("count") + 1, seen_at=now):
        return
    seconds = _MINUTE - int(now.timestamp()) % _MINUTE
    raise MoeliError(DoorError.TOO_MANY, most=most, seconds=seconds)
