"""Opens the fictitious officers' accounts through the services that administrators use.

Passwords, secrets of authenticator apps and badge numbers are printed, so these accounts are
marked: under production settings nobody signs in with them.
"""

import base64
import csv
import hashlib
from importlib.resources import files
from typing import NamedTuple

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM

PASSWORD = "boundary-river-1966"  # noqa: S105 -- of fictitious people, on a machine's own address


class Person(NamedTuple):
    """One login of the demonstration; `badge` is the number that a scanner would type, or ""."""

    username: str
    name: str
    agency: str
    role: str
    places: str
    language: str
    badge: str

    @property
    def said(self) -> str:
        """Her role, and her badge where she has one."""
        role = self.role.replace("_", " ")
        return f"{role}, badge {self.badge}" if self.badge else role

    @property
    def secret(self) -> str:
        """The secret of her authenticator app, base 32; the same at every demonstration."""
        drawn = hashlib.sha256(f"moeli demo {self.username}".encode()).digest()
        return base64.b32encode(drawn[:20]).decode()


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
            demo=True,
        )
        services.give_demo_app(actor=SYSTEM, person_id=added.id, secret=person.secret)
        if person.badge:
            services.issue_badge(actor=SYSTEM, person_id=added.id, number=person.badge)
        for place in person.places.split() or [""]:
            services.grant_role(
                actor=SYSTEM,
                person_id=added.id,
                role=person.role,
                place=place,
                first_day=clock.today(),
            )
