"""Fictitious holders: invented names, dates and numbers, of any State that has a code."""

import csv
import string
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random

_VOWELS, _CONSONANTS = "AEIOU", "BCDFGHJKLMNPQRSTVWXYZ"
ISSUED_LATEST = date(2026, 1, 1)
_DAYS_OF_LIFE = 85 * 365
_DAYS_OF_VALIDITY = 10 * 365


@dataclass(frozen=True, slots=True)
class Holder:
    """Who the document says its holder is."""

    primary: str
    secondary: str
    nationality: str
    birth_date: date
    sex: str


def invent(random: Random) -> Holder:
    """A person that there is not. One in twelve has a single name, one in eight a very long one."""
    return Holder(
        primary=_name(random, parts=random.choice((1, 1, 1, 2))),
        secondary="" if random.random() < 1 / 12 else _name(random, random.choice((1, 2, 2, 3))),
        nationality=random.choice(_states()),
        birth_date=ISSUED_LATEST - timedelta(days=random.randrange(1, _DAYS_OF_LIFE)),
        sex=random.choice(("M", "F", "F", "M", "")),
    )


def number(random: Random, length: int, *, mixed: bool = False) -> str:
    """A document number: letters before digits as most States print it, or anything mixed."""
    if random.random() < 1 / 3 or mixed:
        return "".join(random.choices(string.ascii_uppercase + string.digits, k=length))
    letters = random.randrange(0, 4)
    return "".join(
        random.choices(string.ascii_uppercase, k=letters)
        + random.choices(string.digits, k=length - letters)
    )


def expiry(random: Random) -> date:
    """When the document expires; some have."""
    return ISSUED_LATEST + timedelta(days=random.randrange(-400, _DAYS_OF_VALIDITY))


def _name(random: Random, parts: int) -> str:
    return " ".join(_word(random) for _ in range(parts))


def _word(random: Random) -> str:
    syllables = random.choice((1, 2, 2, 3, 3, 4, 6))
    drawn = (random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(syllables))
    return "".join(drawn) + random.choice(("", "", random.choice(_CONSONANTS)))


@cache
def _states() -> tuple[str, ...]:
    """Codes of States, with Lesotho and its neighbour as often as many others together."""
    text = files("moeli.standards.icao9303").joinpath("data", "states.csv").read_text("utf-8")
    codes = [row["code"] for row in csv.DictReader(text.splitlines()) if len(row["code"]) > 1]
    return (*codes, *("LSO", "ZAF", "UTO") * (len(codes) // 12))
