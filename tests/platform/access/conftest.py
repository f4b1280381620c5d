"""People, and a client at an enrolled booth."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM, Actor, actor_of
from moeli.platform.access.booths import COOKIE
from moeli.platform.access.models import User

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PASSWORD = "a long river of words"
AddPerson = Callable[..., User]


@pytest.fixture
def add() -> AddPerson:
    """Opens an account; with a role, it holds since yesterday."""

    def added(username: str, role: str = "", place: str = "", agency: str = "immigration") -> User:
        person = services.add_person(
            actor=SYSTEM, username=username, name="Lineo", agency=agency, password=PASSWORD
        )
        if role:
            services.grant_role(
                actor=SYSTEM,
                person_id=person.id,
                role=role,
                place=place,
                first_day=clock.today() - timedelta(days=1),
            )
        return person

    return added


@pytest.fixture
def administrator(add: AddPerson) -> Actor:
    return acting(add("administrator", "system_administrator"))


def acting(person: User) -> Actor:
    return actor_of(User.objects.get(id=person.id), clock.now())


def booth_client(place: str = "MSB", name: str = "Desk 1") -> Client:
    """A client on a computer that was enrolled by its link."""
    link = services.invite_booth(actor=SYSTEM, place=place, name=name)
    client = Client()
    client.post(f"/enrol/{link.token}/")
    assert COOKIE in client.cookies
    return client


def sign_in(client: Client, username: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"login": username, "password": password}).status_code
