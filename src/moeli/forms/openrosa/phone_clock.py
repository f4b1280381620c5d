"""What a phone's clock said, and by how much it was wrong. Pure."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_OFFSET = re.compile(r"GMT([+-]\d\d):?(\d\d)$")
_HALF_A_DAY = timedelta(hours=12)
_NEAR = timedelta(hours=1)
_LONGEST = timedelta(days=1)
_FARTHEST = 2_000_000_000  # seconds: what a column holds


def moment(text: str) -> datetime | None:
    """A moment of the answers: ISO 8601 with its zone; None for other words."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None


def of_header(text: str) -> datetime | None:
    """The `Date` of a request, also as Android writes its zone (`GMT+02:00`)."""
    try:
        found = parsedate_to_datetime(_OFFSET.sub(r"\1\2", text.strip())[:60])
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def skew(header: str, ended: datetime | None, now: datetime) -> int | None:
    """By how many seconds the phone's clock was ahead of ours when it sent; None if unknown.

    Without a `Date` only answers that ended in our future tell. A `Date` half a day away from a
    clock that is right comes from an app that writes twelve hours without saying which.
    """
    told = of_header(header) if header else None
    if told is None:
        ahead = ended - now if ended else timedelta(0)
        return _seconds(ahead) if ahead > timedelta(0) else None
    ahead = told - now
    for half in (_HALF_A_DAY, -_HALF_A_DAY):
        if abs(ahead - half) < _NEAR:
            ahead -= half
    return _seconds(ahead)


def lasted(begun: datetime | None, ended: datetime | None) -> int:
    """Seconds between the two by the phone's clock; 0 where they make no sense."""
    if begun is None or ended is None or not timedelta(0) <= ended - begun <= _LONGEST:
        return 0
    return int((ended - begun).total_seconds())


def _seconds(ahead: timedelta) -> int:
    return max(-_FARTHEST, min(_FARTHEST, int(ahead.total_seconds())))
