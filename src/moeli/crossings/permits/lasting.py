"""Until when what lasts some months may last at most. Pure."""

from calendar import monthrange
from datetime import date, timedelta

_DAYS = 30  # offices write three months as ninety days too


def months_later(first: date, months: int) -> date:
    """The same day so many months later, the last of a shorter month, or as many times 30 days.

    Offices print that day or the one before it; nobody who holds either is told that it is wrong.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = min(first.day, monthrange(year, month + 1)[1])
    return max(date(year, month + 1, day), first + timedelta(days=_DAYS * months))
