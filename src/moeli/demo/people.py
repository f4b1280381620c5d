"""Opens the fictitious officers' accounts through the services that administrators use."""

import csv
from importlib.resources import files
from typing import NamedTuple

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM

PASSWORD = "boundary-river-1966"  # noqa: S105 -- of fictitious people, on a machine's own address


class Person(NamedTuple):
    """One login of the demonstration."""

    username: str
    name: str
    agency: str
    role: str
    places: str
    language: str


def people() -> list[Person]:
    """The logins, in the order in which they are printed."""
    text = files("moeli.demo").joinpath("data", "people.csv").read_text(encoding="utf-8")
    return [Person(**row) for row in csv.DictReader(text.splitlines())]


def load() -> None:
    """Open every account and give it its role, from the first day of the history on."""
    for person in people():
        added = services.add_person(
            actor=SYSTEM,
            username=person.username,
            name=person.name,
            agency=person.agency,
            password=PASSWORD,
            language=person.language,
        )
        for place in person.places.split() or [""]:
            services.grant_role(
                actor=SYSTEM,
                person_id=added.id,
                role=person.role,
                place=place,
                first_day=clock.today(),
            )
