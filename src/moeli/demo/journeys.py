"""Draws journeys over many days, in the order of time: out and back, or in and back. Pure.

Days are drawn one after the other, so that the history of years needs no more memory than its
people and those of them who are on their way.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from itertools import count, islice
from random import Random

from moeli.crossings.capture import How
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.demo.habits import Habit, habits
from moeli.demo.travellers import Company, Traveller, draw
from moeli.platform.clock import MASERU

_MONTH_DAYS = 30
_TRIES = 6
_WARMING = 30  # days
_OPENS, _CLOSES = 6, 22
_USUALLY = (970, 25, 5)  # of what is offered: let through, referred, refused
_CAPTURED = {How.WEDGE_SCAN: 940, How.TYPED: 50, How.PASTED: 10}
_LONG_AGO = datetime.min.replace(tzinfo=MASERU)


@dataclass(frozen=True, slots=True)
class Passage:
    """One traveller at one desk at one moment; `party` is 0 for who goes alone."""

    traveller: Traveller
    place: str
    desk: str
    direction: Direction
    moment: datetime
    seconds: int
    outcome: Outcome
    party: int
    how: How

    @property
    def decided_at(self) -> datetime:
        """When the officer decides: some seconds after the scan."""
        return self.moment + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Span:
    """Which days are drawn, and about how many people shall cross in them."""

    first: date
    days: int
    crossings: int

    def each(self, before: int = 0) -> Iterator[date]:
        """The days in their order, with so many before them."""
        return (self.first + timedelta(days=each) for each in range(-before, self.days))


@dataclass(frozen=True, slots=True, order=True)
class _Setting:
    """A company that comes to a port of entry on its way out or back; ordered by its moment."""

    moment: datetime
    company: Company = field(compare=False)
    returns: bool = field(compare=False)

    @property
    def direction(self) -> Direction:
        """Who is at home here goes out and comes back in; who is not, the other way round."""
        outwards = self.company.habit.at_home is not self.returns
        return Direction.EXIT if outwards else Direction.ENTRY


class _Road:
    """What is known while days are drawn: who may set out, who is away, which desk is free."""

    def __init__(self, span: Span, random: Random, desks: int, numbers: Iterator[int]) -> None:
        self.random, self._desks = random, [f"Desk {each}" for each in range(1, desks + 1)]
        self._known = _population(span, random, numbers)
        self._away: set[int] = set()
        self._returning: dict[date, list[_Setting]] = defaultdict(list)
        self._free: dict[tuple[str, str], datetime] = {}
        self._parties = count(1)

    def day(self, day: date, people: int) -> list[Passage]:
        """The passages of one day, on which about so many people set out."""
        waiting = self._returning[day]
        waiting += self._set_out(day, people)
        heapify(waiting)
        passages: list[Passage] = []
        while waiting:  # who comes back on the same day joins them
            passages += self._cross(heappop(waiting))
        del self._returning[day]
        return sorted(passages, key=lambda passage: passage.moment)

    def _set_out(self, day: date, people: int) -> Iterator[_Setting]:
        weights = [habit.weight(day) / habit.people for habit in habits()]
        while people > 0:
            company = self._at_home(self.random.choices(habits(), weights)[0])
            people -= len(company.people)
            self._away.add(id(company))
            yield _Setting(_at(self.random, day, company.habit.leaves), company, returns=False)

    def _at_home(self, habit: Habit) -> Company:
        """Somebody who is not on the way; where nearly all are, somebody new."""
        known, fresh = self._known[habit.kind]
        for _ in range(_TRIES):
            found = self.random.choice(known)
            if id(found) not in self._away:
                return found
        known.append(next(fresh))
        return known[-1]

    def _cross(self, setting: _Setting) -> Iterator[Passage]:
        company, direction = setting.company, setting.direction
        nationality = company.people[0].nationality
        open_to_them = [each for each in offered(direction, nationality) if each.usual]
        [outcome] = self.random.choices(open_to_them, _USUALLY[: len(open_to_them)])
        self._go_on(setting, outcome)
        desk = min(self._desks, key=lambda each: self._freed(company.port, each))
        party = next(self._parties) if len(company.people) > 1 else 0
        for traveller in company.people:
            moment = max(setting.moment, self._freed(company.port, desk))
            seconds = self.random.randint(6, 28)
            self._free[company.port, desk] = moment + timedelta(seconds=seconds + 2)
            yield Passage(
                traveller=traveller,
                place=company.port,
                desk=desk,
                direction=direction,
                moment=moment,
                seconds=seconds,
                outcome=outcome,
                party=party,
                how=self._captured(),
            )

    def _captured(self) -> How:
        return self.random.choices(list(_CAPTURED), list(_CAPTURED.values()))[0]

    def _go_on(self, setting: _Setting, outcome: Outcome) -> None:
        company = setting.company
        if outcome is Outcome.REFERRED:
            waits = timedelta(minutes=self.random.randint(20, 90))
            self._comes(replace(setting, moment=setting.moment + waits))
        elif setting.returns or not outcome.crosses:
            self._away.discard(id(company))
        else:
            hours = timedelta(hours=self.random.uniform(*company.habit.away_hours))
            self._comes(_Setting(_by_day(setting.moment + hours), company, returns=True))

    def _comes(self, setting: _Setting) -> None:
        heappush(self._returning[setting.moment.date()], setting)

    def _freed(self, port: str, desk: str) -> datetime:
        return self._free.get((port, desk), _LONG_AGO)


def drawn(
    span: Span, random: Random, desks: int = 4, numbers: Iterator[int] | None = None
) -> Iterator[Passage]:
    """About `span.crossings` passages in the order of time; `desks` at each port of entry.

    The weeks before are drawn too and left out: who was away as the first day came is coming back.
    Each document has one of `numbers`: others, and other people cross in just the same way.
    """
    road = _Road(span, random, desks, numbers or count())
    total, left = sum(map(_weight, span.each())), 0.0
    for day in span.each(before=_WARMING):
        left += span.crossings / 2 * _weight(day) / total
        setting_out = int(left)
        left -= setting_out
        passages = road.day(day, setting_out)
        yield from passages if day >= span.first else ()


_Known = tuple[list[Company], Iterator[Company]]


def _population(span: Span, random: Random, numbers: Iterator[int]) -> dict[str, _Known]:
    months = max(span.days / _MONTH_DAYS, 0.25)
    shares = sum(habit.share for habit in habits())
    last = span.first + timedelta(days=span.days)
    found: dict[str, _Known] = {}
    for habit in habits():
        people = span.crossings / 2 * habit.share / shares / habit.trips_a_month / months
        fresh = draw(random, last, habit, numbers)
        found[habit.kind] = list(islice(fresh, 2 + int(people / habit.people))), fresh
    return found


def _weight(day: date) -> float:
    return sum(habit.weight(day) for habit in habits())


def _at(random: Random, day: date, hours: tuple[float, float]) -> datetime:
    seconds = int(3600 * random.uniform(*hours))
    return datetime.combine(day, time.min, MASERU) + timedelta(seconds=seconds)


def _by_day(moment: datetime) -> datetime:
    """Most posts are closed at night: who would come then comes in the morning."""
    if _OPENS <= moment.hour < _CLOSES:
        return moment
    morning = moment.replace(hour=_OPENS)
    return morning if moment.hour < _OPENS else morning + timedelta(days=1)
