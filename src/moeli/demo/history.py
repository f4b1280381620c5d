"""Writes drawn journeys into the journal: by the hundred, with the rows and the chain of the desk.

Every four hours are recorded at their end. Nothing is authorised: nobody stands at these desks.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random
from uuid import uuid4

from django.db import transaction

from moeli.crossings import entries, rules
from moeli.crossings.capture import Capture
from moeli.crossings.entries import Told
from moeli.demo.journeys import Passage, Span, drawn
from moeli.platform import clock
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record_many
from moeli.standards import icao9303

_HOURS = 4  # recorded together


def plan(count: int, seed: int, days: int, now: datetime) -> list[Passage]:
    """The last `count` passages of about so many `days` before today, in the order of time."""
    more = count + count // 25 + 20  # who is let through nowhere does not come back
    return list(stream(more, seed, days, now))[-count:]


def stream(
    count: int, seed: int, days: int, now: datetime, numbers: Iterator[int] | None = None
) -> Iterator[Passage]:
    """About `count` passages of the `days` before today, one after the other.

    The same seed with other `numbers` is the same history of other documents.
    """
    random = Random(seed)  # noqa: S311 -- drawn history, not a secret
    first = clock.legal_day(now) - timedelta(days=days)
    return drawn(Span(first, days, count + 8), random, numbers=numbers)


def load(passages: Iterable[Passage], officer: str) -> Iterator[Passage]:
    """Record the passages as decided by `officer`; yields each once its day is committed."""
    random = Random(officer)  # noqa: S311 -- drawn history, not a secret
    for _day, of_day in groupby(passages, key=day_of):
        done: list[Passage] = []
        with transaction.atomic():
            for _hours, passed in groupby(of_day, key=hours_of):
                done += _record(list(passed), officer, random)
        yield from done


def _record(passages: list[Passage], officer: str, random: Random) -> list[Passage]:
    told = [entry for each in passages for entry in _entries(each, officer, random)]
    told.sort(key=_occurred_at)
    with clock.standing_still(_occurred_at(told[-1])):
        record_many(told)
    return passages


def _entries(passage: Passage, officer: str, random: Random) -> tuple[NewEntry, NewEntry]:
    document = icao9303.read(passage.traveller.zone.split("\n"), day_of(passage))
    told = _told(passage.moment, passage.place, officer)
    opened = entries.opened(
        told,
        document,
        desk=passage.desk,
        direction=passage.direction,
        reason="primary",
        capture=Capture(passage.how),
    )
    decided = entries.decided(
        _told(passage.decided_at, passage.place, officer),
        told.id,
        outcome=passage.outcome,
        ground=_ground(random, passage),
        idempotency_key=uuid4(),
    )
    return opened, decided


def _told(moment: datetime, place: str, officer: str) -> Told:
    with clock.standing_still(moment):
        return Told(id=uuid7(), actor=officer, place=place, occurred_at=clock.now())


def _ground(random: Random, passage: Passage) -> str:
    if not passage.outcome.needs_ground:
        return ""
    return random.choice(rules.grounds(passage.outcome, day_of(passage))).id


def _occurred_at(entry: NewEntry) -> datetime:
    assert entry.occurred_at is not None  # set by `_told`
    return entry.occurred_at


def day_of(passage: Passage) -> date:
    """The day, in Lesotho, whose passages are committed together."""
    return passage.moment.date()


def hours_of(passage: Passage) -> int:
    """Which hours of its day are recorded together, at their end."""
    return passage.moment.hour // _HOURS
