"""What was told already of a cause: one cause is one alarm, until that is answered."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Cause
from moeli.crossings.presence.sealing import cause_hash

WAITS: Final = datetime.max.replace(tzinfo=UTC)


def answered(causes: Iterable[Cause]) -> dict[Cause, datetime]:
    """When the latest alarm of each was answered; `WAITS` while it waits, none without alarm."""
    by_hash = {cause_hash(cause): cause for cause in causes}
    rows = Alarm.objects.filter(cause__in=list(by_hash)).order_by("raised_at")
    told = rows.values_list("cause", "answered_at")
    return {by_hash[bytes(cause)]: answered_at or WAITS for cause, answered_at in told}
