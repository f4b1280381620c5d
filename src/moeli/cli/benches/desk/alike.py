"""Two companies of travellers who differ in their numbers alone, one for each measurement.

Whoever has crossed twenty times has a longer screen than who came today for the first time: were
any travellers of a small and of a grown house looked at, the bench would compare screens.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count

from moeli.demo import history
from moeli.demo.journeys import Passage

_SEED, _DAYS, _MOST = 2026, 30, 1_000
_NUMBERS = 17_000_000, 17_500_000  # the drawn history never comes to them


def size(crossings: int) -> int:
    """About how many crossings a company makes in a history that begins with so many."""
    return min(crossings, _MOST)


def company(which: int, crossings: int, now: datetime) -> Iterator[Passage]:
    """Its passages in the month before `now`, in the order of time; `which` is 0 or 1."""
    return history.stream(crossings, _SEED, _DAYS, now, count(_NUMBERS[which]))


def zones(passages: Iterable[Passage]) -> list[str]:
    """Each document once, whoever crossed last first."""
    crossed = [each.traveller.zone for each in passages]
    return list(dict.fromkeys(reversed(crossed)))
