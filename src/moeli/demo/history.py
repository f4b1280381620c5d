"""Loads a month of fictitious crossings through the services that the desk uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.db import transaction

from moeli.crossings import rules, services
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.demo.travellers import Traveller, draw
from moeli.platform import clock
from moeli.platform.access.actor import Actor

DAYS = 30
_BATCH = 250
_PEOPLE_PER_CROSSING = 0.45
_BUSY = {"MSB": 46, "MPB": 38, "CPT": 6, "MIA": 4, "VRG": 3, "QNK": 2, "SAP": 1}


@dataclass(frozen=True, slots=True)
class Passage:
    """One traveller at one desk at one moment, going one way."""

    traveller: Traveller
    place: str
    desk: str
    direction: Direction
    moment: datetime


def plan(count: int, seed: int, now: datetime) -> list[Passage]:
    """`count` passages of the last `DAYS` days, in the order of time."""
    random = Random(seed)  # noqa: S311 -- drawn history, not a secret
    people = list(islice(draw(random, clock.legal_day(now)), int(count * _PEOPLE_PER_CROSSING)))
    passages = [_passage(random, people, now) for _ in range(count)]
    return sorted(passages, key=lambda passage: passage.moment)


def load(passages: list[Passage], officer: Actor) -> Iterator[Passage]:
    """Record each passage as it would have been at its desk; yields it when it is recorded."""
    random = Random(len(passages))  # noqa: S311 -- drawn history, not a secret
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        with transaction.atomic():
            for passage in batch:
                _record(passage, officer, random)
        yield from batch


def _passage(random: Random, people: list[Traveller], now: datetime) -> Passage:
    place = random.choices(list(_BUSY), list(_BUSY.values()))[0]
    day = clock.legal_day(now) - timedelta(days=random.randint(1, DAYS))
    minute = min(max(int(random.gauss(13 * 60, 220)), 6 * 60), 22 * 60 - 1)
    moment = datetime.combine(day, time(minute // 60, minute % 60, random.randrange(60)))
    return Passage(
        random.choice(people),
        place,
        f"Desk {random.randint(1, 4)}",
        random.choice(list(Direction)),
        moment.replace(tzinfo=clock.MASERU),
    )


def _record(passage: Passage, officer: Actor, random: Random) -> None:
    with clock.standing_still(passage.moment):
        inspection = services.open_inspection(
            actor=officer,
            place=passage.place,
            desk=passage.desk,
            direction=passage.direction,
            zone=passage.traveller.zone,
            reason="primary_inspection",
        )
    with clock.standing_still(passage.moment + timedelta(seconds=random.randint(6, 28))):
        outcome = _decided(random, passage)
        services.decide(
            actor=officer,
            inspection_id=inspection.id,
            outcome=outcome,
            ground=_ground(random, outcome, passage),
            idempotency_key=UUID(int=random.getrandbits(128)),
        )


def _decided(random: Random, passage: Passage) -> Outcome:
    open_to_her = offered(passage.direction, passage.traveller.nationality)
    weights = (965, 30, 5)[: len(open_to_her)]
    return random.choices(open_to_her, weights)[0]


def _ground(random: Random, outcome: Outcome, passage: Passage) -> str:
    if not outcome.needs_ground:
        return ""
    day = clock.legal_day(passage.moment)
    return random.choice(rules.grounds(outcome, day)).id
