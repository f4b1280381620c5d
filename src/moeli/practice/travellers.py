"""Draws the travellers of a scene: the same seed and day give the same people. Pure.

Each number begins with PR, so that a drawn document is known as one wherever its zone turns up.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random

from moeli.practice.scenes import Part, Scene, Twist
from moeli.specimens.holders import Holder
from moeli.standards import icao9303

PREFIX = "PR"
SEEDS, _NUMBERS = 10**9, 10**7
_YEAR = timedelta(days=365)
_NUMBER_DIGIT = 9  # where the check digit of the number stands in the second line of a passport


@dataclass(frozen=True, slots=True)
class Traveller:
    """A drawn person with her document: `lines` as they are read, `true` as they should be."""

    part: Part
    holder: Holder
    state: str
    number: str
    expires: date
    true: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def zone(self) -> str:
        """What a reader types."""
        return "\n".join(self.lines)


def draw(scene: Scene, seed: int, today: date) -> tuple[Traveller, ...]:
    """Everybody of `scene`, in the order of the table."""
    random = Random(seed)  # noqa: S311 -- drawing, not keys
    start = random.randrange(_NUMBERS)
    family = random.choice(_names()["family"]) if scene.at == "party" else ""
    return tuple(
        _traveller(random, part, today, f"{PREFIX}{(start + at) % _NUMBERS:07}", family)
        for at, part in enumerate(scene.parts)
    )


def _traveller(random: Random, part: Part, today: date, number: str, family: str) -> Traveller:
    kind, sex = _documents()[part.document], part.sex
    holder = Holder(
        primary=family or random.choice(_names()["family"]),
        secondary=random.choice(_names()[f"given_{sex.lower()}"]),
        nationality=kind["nationality"],
        birth_date=today - part.age * _YEAR - timedelta(days=random.randrange(20, 300)),
        sex=sex,
    )
    expires = _expiry(random, part, today)
    true = icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state=kind["issuing_state"],
        document_number=number,
        primary_identifier=holder.primary,
        secondary_identifier=holder.secondary,
        nationality=holder.nationality,
        birth_date=holder.birth_date,
        sex=sex,
        expiry_date=expires,
    )
    lines = _with_wrong_digit(true) if part.twist is Twist.DIGIT else true
    return Traveller(part, holder, kind["issuing_state"], number, expires, true, lines)


def _expiry(random: Random, part: Part, today: date) -> date:
    if part.twist is Twist.EXPIRED:
        return today - timedelta(days=random.randrange(30, 500))
    return today + timedelta(days=random.randrange(400, 3000))


def _with_wrong_digit(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The check digit of the number is another: as after a changed number, or a bad reading."""
    above, below = lines
    wrong = (int(below[_NUMBER_DIGIT]) + 1) % 10
    return above, f"{below[:_NUMBER_DIGIT]}{wrong}{below[_NUMBER_DIGIT + 1 :]}"


@cache
def _documents() -> Mapping[str, Mapping[str, str]]:
    text = files("moeli.practice").joinpath("data", "documents.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


@cache
def _names() -> Mapping[str, list[str]]:
    text = files("moeli.practice").joinpath("data", "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
