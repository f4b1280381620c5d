"""The only module that reads the clock: everything else is handed its time.

Stored times are UTC; legal days, and the midnight between them, are those of Africa/Maseru.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MASERU = ZoneInfo("Africa/Maseru")

_standing_still: ContextVar[datetime | None] = ContextVar("standing_still", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _standing_still.get() or datetime.now(UTC)


def today() -> date:
    """The legal day in Lesotho at the present moment."""
    return legal_day(now())


def legal_day(moment: datetime) -> date:
    """The legal day in Lesotho to which `moment` belongs. ValueError when it has no time zone."""
    return _zoned(moment).astimezone(MASERU).date()


@contextmanager
def standing_still(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment`, for tests, drills and drawn history; it needs a time zone."""
    token = _standing_still.set(_zoned(moment).astimezone(UTC))
    try:
        yield
    finally:
        _standing_still.reset(token)


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:  # else it would be read in the zone of the machine, whichever that is
        raise ValueError("a moment without a time zone belongs to no day")
    return moment
