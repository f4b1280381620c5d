"""Draws fictitious travellers: the same seed gives the same people, documents and habits. Pure."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random

from moeli.standards import icao9303


@dataclass(frozen=True, slots=True)
class Traveller:
    """A fictitious person with one document; `nationality` decides which decisions are open."""

    zone: str
    nationality: str


def draw(random: Random, today: date) -> Iterator[Traveller]:
    """Travellers without end."""
    kinds = _table("documents")
    weights = [int(kind["weight"]) for kind in kinds]
    while True:
        kind = random.choices(kinds, weights)[0]
        yield Traveller("\n".join(_zone(random, kind, today)), kind["nationality"])


def _zone(random: Random, kind: dict[str, str], today: date) -> tuple[str, ...]:
    given = random.choice(_table("given_names"))
    return icao9303.build(
        format=kind["format"],
        document_code=kind["document_code"],
        issuing_state=kind["issuing_state"],
        document_number=_number(random, kind["document_code"]),
        primary_identifier=random.choice(_table("family_names"))["name"],
        secondary_identifier=given["name"],
        nationality=kind["nationality"],
        birth_date=today - timedelta(days=random.randint(18 * 365, 75 * 365)),
        sex=given["sex"],
        expiry_date=today + timedelta(days=random.randint(40, 9 * 365)),
    )


def _number(random: Random, document_code: str) -> str:
    prefix = "RA" if document_code == "P" else "ID"
    return f"{prefix}{random.randint(100_000, 999_999)}"


@cache
def _table(name: str) -> list[dict[str, str]]:
    text = files("moeli.demo").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
