"""Parts of a day by the clock of Lesotho, which may end after midnight. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from moeli.platform.clock import MASERU

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` until `end` (not included); an end at or before the start is the next day's."""

    start: time
    end: time

    @classmethod
    def read(cls, start: str, end: str) -> "Span":
        """The span of two clock times written as 06:00."""
        return cls(time.fromisoformat(start), time.fromisoformat(end))

    @property
    def is_whole_day(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return self.start == self.end == time.min

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The two moments, with time zone, of the span that begins on `day`."""
        ends_on = day if self.end > self.start else day + _DAY
        return datetime.combine(day, self.start, MASERU), datetime.combine(
            ends_on, self.end, MASERU
        )

    def holds(self, day: date, moment: datetime) -> bool:
        """Whether `moment` lies in the span that begins on `day`."""
        begins, ends = self.on(day)
        return begins <= moment < ends
