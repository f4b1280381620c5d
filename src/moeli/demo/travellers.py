"""Draws fictitious travellers: the same seed gives the same people and documents. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from moeli.demo.habits import HOME, Habit
from moeli.demo.tables import table
from moeli.standards import icao9303

# Numbers in an order that looks like none, each once; the listed documents lie below the first.
_FIRST, _NUMBERS, _STRIDE = 200_000, 800_000, 387_420_489
_MAJORITY = 18
_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Traveller:
    """A fictitious person with one document; `nationality` decides which decisions are open."""

    zone: str
    nationality: str
    grown_up: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """Who travels together by one port of entry, as this kind of traveller does: one, or a family.

    The first is an adult wherever one is among them.
    """

    habit: Habit
    port: str
    people: tuple[Traveller, ...]


def draw(random: Random, today: date, habit: Habit, numbers: Iterator[int]) -> Iterator[Company]:
    """Companies of this habit, without end; no two people of one `numbers` share a number."""
    kinds = [each for each in table("documents") if (each["nationality"] == HOME) is habit.at_home]
    weights = [int(each["weight"]) for each in kinds]
    ports = [row["port"] for row in table("busy")]
    shares = [int(row["share"]) for row in table("busy")]
    while True:
        kind = random.choices(kinds, weights)[0]
        name = random.choice(table("family_names"))["name"]
        people = tuple(
            _traveller(random, kind, name, today, age, next(numbers)) for age in habit.ages(random)
        )
        yield Company(habit, random.choices(ports, shares)[0], people)


def _traveller(
    random: Random, kind: dict[str, str], name: str, today: date, age: int, number: int
) -> Traveller:
    given = random.choice(table("given_names"))
    zone = icao9303.build(
        format=kind["format"],
        document_code=kind["document_code"],
        issuing_state=kind["issuing_state"],
        document_number=_number(number, kind["document_code"]),
        primary_identifier=name,
        secondary_identifier=given["name"],
        nationality=kind["nationality"],
        birth_date=today - timedelta(days=age * 366 + random.randint(1, 360)),
        sex=given["sex"],
        expiry_date=today + timedelta(days=random.randint(40, 9 * 365)),
    )
    return Traveller("\n".join(zone), kind["nationality"], age >= _MAJORITY)


def _number(number: int, document_code: str) -> str:
    letter = _LETTERS[number // _NUMBERS]
    prefix = "R" if document_code == "P" else "I"
    return f"{prefix}{letter}{_FIRST + number * _STRIDE % _NUMBERS}"
