"""Puts a list of drawn, fictitious persons into the house: its journal, its keys, its envelopes.

Most have names of drawn syllables, some as common as names are; one in fifty has a family and a
given name of the demonstration's travellers, so that the desk has somebody to compare.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from moeli.demo.progress import shown
from moeli.demo.tables import table
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import record_many
from moeli.screening.matching import Sought
from moeli.screening.services import NewListing, listed_entry
from moeli.standards.icao9303 import PartialDate

_SEED, _AT_ONCE = 1966, 1_000
_FAMILIES, _GIVEN = 20_000, 4_000
_SYLLABLES = [first + vowel for first in "bfhkljmnprst" for vowel in "aeiou"]
_OF_THE_HOUSE = 0.02
_DATES = ((0.90, 3), (0.95, 2), (1.0, 1))  # how much of a birth date is known: day, month, year


def load_list(count: int) -> float:
    """So many persons; the seconds it took."""
    began, people = time.perf_counter(), shown(drawn(Random(_SEED)), "listed", count)  # noqa: S311
    while lot := list(islice(people, min(_AT_ONCE, count))):
        list_all(lot)
        count -= len(lot)
    return time.perf_counter() - began


def list_all(people: list[Sought]) -> None:
    """These, in one transaction."""
    day = clock.today()
    with transaction.atomic():
        record_many(
            listed_entry(SYSTEM.id, uuid7(), _listing(person, number, day))
            for number, person in enumerate(people)
        )


def drawn(random: Random) -> Iterator[Sought]:
    """Persons without end; the same for the same `random`."""
    families = [_name(random, 3) for _ in range(_FAMILIES)]
    given = [_name(random, 2) for _ in range(_GIVEN)]
    ours = [[row["name"] for row in table(each)] for each in ("family_names", "given_names")]
    while True:
        of_house = random.random() < _OF_THE_HOUSE
        family, first = ours if of_house else (families, given)
        more = [_common(random, given) for _ in range(random.choice((0, 0, 1, 1, 2)))]
        names = " ".join([_common(random, first), *more])
        yield Sought(_common(random, family), names, _born(random))


def _common(random: Random, names: list[str]) -> str:
    """The tenth part of the names is borne by a third of the people."""
    return names[int(len(names) * random.random() ** 2.1)]


def _name(random: Random, most: int) -> str:
    return "".join(random.choices(_SYLLABLES, k=random.randint(2, most + 1))).capitalize()


def _born(random: Random) -> PartialDate:
    known = next(parts for share, parts in _DATES if random.random() < share or parts == 1)
    day = date(1940, 1, 1) + timedelta(days=random.randrange(70 * 365))
    return PartialDate(*(day.year, day.month, day.day)[:known])


def _listing(person: Sought, number: int, day: date) -> NewListing:
    """Two of three with a document, which nobody in the history has."""
    numbered = number % 3 < 2
    return NewListing(
        issuing_state="UTO" if numbered else "",
        document_number=f"U{uuid7().int % 10**12:012}" if numbered else "",
        kind="court_order",
        instruction="call_supervisor",
        source="Drawn for a measurement",
        listed_from=day,
        holder=person,
    )
