"""People, and a client at an enrolled booth."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import sealing, services, totp
from moeli.platform.access.actor import SYSTEM, Actor, actor_of
from moeli.platform.access.booths import COOKIE, EnrolledBooth
from moeli.platform.access.models import AcceptedCode, Booth, FullSignIn, User
from moeli.platform.access.services import pin_hashes

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PASSWORD = "a long river of words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PIN = "492716"
AddPerson = Callable[..., User]


@pytest.fixture(autouse=True)
def _quick_pins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PIN is kept as always, but one trial costs nothing: `test_pin_hashes.py` pays for real."""
    if request.path.stem != "test_pin_hashes":
        monkeypatch.setattr(pin_hashes._HASHER, "work_factor", 2)


@pytest.fixture
def add() -> AddPerson:
    """Opens an account; with a role, it holds at `NOW` and today."""

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
                first_day=(NOW - timedelta(days=1)).date(),
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
    """Posts the password alone; what the answer's status is."""
    return client.post("/sign-in/", {"login": username, "password": password}).status_code


def with_app(person: User, secret: str = SECRET) -> User:
    """The person with an authenticator app that holds `secret`."""
    sealed = sealing.seal_for(person.id, secret)
    Authenticator.objects.create(user=person, type="totp", data={"secret": sealed})
    return person


def code_now(secret: str = SECRET) -> str:
    return totp.code_at(secret, clock.now())


def sign_in_fully(client: Client, person: User, password: str = PASSWORD) -> None:
    """Password, then the code; as if no code had been used before."""
    AcceptedCode.objects.filter(user_id=person.id).delete()
    sign_in(client, person.username, password)
    answer = client.post("/sign-in/code/", {"code": code_now()})
    assert answer.status_code == 302, answer.content.decode()


def with_badge_and_pin(person: User, badge: str = "BADGE-0001", pin: str = PIN) -> User:
    """The person with a badge and a PIN, who has signed in fully a moment ago."""
    services.issue_badge(actor=SYSTEM, person_id=person.id, number=badge)
    services.set_pin(actor=acting(person), pin=pin)
    FullSignIn.objects.update_or_create(user_id=person.id, defaults={"at": clock.now()})
    return person


def booth_seen(name: str = "Desk 1") -> EnrolledBooth:
    booth = Booth.objects.get(name=name, retired_at=None)
    return EnrolledBooth(booth.id, booth.place, booth.name)
