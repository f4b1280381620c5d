"""Accounts whose password is printed: marked, and worth nothing under production settings."""

import pytest
from django.core.checks import Error, run_checks
from django.test import Client
from pytest_django import Settings

from moeli.demo import people
from moeli.platform import clock
from moeli.platform.access import services, totp
from moeli.platform.access.actor import ANONYMOUS, SYSTEM
from moeli.platform.access.models import FullSignIn, User
from moeli.platform.journal.verify import verify
from tests.platform.access.conftest import (
    AddPerson,
    acting,
    booth_client,
    booth_seen,
    sign_in,
    with_badge_and_pin,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> people.Person:
    """The people of the demonstration, loaded; the first of them."""
    people.load()
    return people.people()[0]


@pytest.fixture
def production(settings: Settings) -> None:
    """As in moeli.config.settings.production, which leaves the base's False standing."""
    settings.MOELI_DEMO_ACCOUNTS = False


def found() -> list[Error]:
    checked = run_checks(databases=["default"])
    return [each for each in checked if str(each.id).startswith("moeli.access")]


def test_they_sign_in_with_the_printed_password_and_secret(demo: people.Person) -> None:
    client = Client()
    sign_in(client, demo.username, people.PASSWORD)
    client.post("/sign-in/code/", {"code": totp.code_at(demo.secret, clock.now())})
    assert client.get("/").status_code == 200
    assert verify().sound


def test_the_secrets_are_the_same_each_time_and_one_each() -> None:
    secrets = [person.secret for person in people.people()]
    assert secrets == [person.secret for person in people.people()]
    assert len(set(secrets)) == len(secrets)
    assert {len(secret) for secret in secrets} == {32}


def test_each_is_marked(demo: people.Person) -> None:
    assert User.objects.filter(demo=True).count() == User.objects.count() == len(people.people())


def test_the_base_settings_and_production_refuse_them() -> None:
    from moeli.config.settings import base

    assert base.MOELI_DEMO_ACCOUNTS is False


def test_under_production_settings_a_check_finds_them_and_says_what_to_do(
    demo: people.Person, settings: Settings
) -> None:
    assert found() == []
    settings.MOELI_DEMO_ACCOUNTS = False
    (fault,) = found()
    assert (fault.id, fault.level) == ("moeli.access.E001", Error("").level)
    assert "empty home folder" in str(fault.hint)
    User.objects.update(is_active=False)
    assert found() == []


def test_under_production_settings_none_of_them_signs_in(
    demo: people.Person, production: None
) -> None:
    client = Client()
    assert sign_in(client, demo.username, people.PASSWORD) == 200
    assert client.get("/").status_code == 302


def test_a_session_and_a_badge_from_before_open_nothing(
    demo: people.Person, settings: Settings
) -> None:
    client = booth_client()
    person = with_badge_and_pin(User.objects.get(username=demo.username), "BADGE-0009")
    FullSignIn.objects.update_or_create(user=person, defaults={"at": clock.now()})
    client.post("/relief/", {"badge": "BADGE-0009", "pin": "492716"})
    assert client.get("/desk/").status_code == 200
    settings.MOELI_DEMO_ACCOUNTS = False
    assert client.get("/desk/").status_code == 302
    assert client.post("/relief/", {"badge": "BADGE-0009", "pin": "492716"}).status_code == 400
    assert services.prove_pin(booth=booth_seen(), who=demo.username, pin="492716") is None


def test_under_production_settings_none_is_opened(production: None) -> None:
    with refused("demo_account"):
        people.load()
    assert User.objects.count() == 0


def test_a_known_secret_is_for_demo_accounts_only(add: AddPerson) -> None:
    with refused("absent"):
        services.give_demo_app(actor=SYSTEM, person_id=add("lineo").id, secret="A" * 32)
    for actor in (ANONYMOUS, acting(add("tumelo"))):
        with refused("absent"):
            services.give_demo_app(actor=actor, person_id=User.objects.all()[0].id, secret="A" * 32)
