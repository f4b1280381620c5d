"""The pages of approvals: lists, a second look, a no with its reason."""

from uuid import UUID

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.approvals import services
from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.ids import uuid7
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LIST = "/approvals/"


@pytest.fixture(autouse=True)
def kinds() -> None:
    """The kinds that the rooms themselves declare: the pages lead to their pages."""


@pytest.fixture(autouse=True)
def morning() -> None:
    """The present hour: sessions end by it."""


@pytest.fixture
def asker() -> User:
    return person("immigration_hq")


@pytest.fixture
def decider() -> User:
    return person("immigration_hq")


def acting(user: User) -> Actor:
    return actor_of(user, clock.now())


@pytest.fixture
def asked(asker: User) -> UUID:
    made: UUID = services.ask(
        actor=acting(asker),
        kind="publication.version",
        subject=f"rules.desk {uuid7()} 00ff at-once 0 nothing",
        motive="Order 4/2026",
    ).id
    return made


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_list_says_when_it_is_empty(decider: User) -> None:
    page = text(signed_in(decider), LIST)
    for sentence in ("Nothing waits for you", "You have asked for nothing", "Nothing was decided"):
        assert sentence in page


def test_what_was_asked_waits_for_the_other_and_not_for_the_asker(
    asker: User, decider: User, asked: UUID
) -> None:
    assert "Nothing waits for you" not in text(signed_in(decider), LIST)
    assert "Nothing waits for you" in text(signed_in(asker), LIST)
    assert "Your decision" not in text(signed_in(asker), f"{LIST}{asked}/")


def test_a_yes_is_said_after_a_second_look(decider: User, asked: UUID) -> None:
    window, address = signed_in(decider), f"{LIST}{asked}/decide/"
    assert "Do you approve this?" in window.post(address, {"says": "yes"}).content.decode()
    assert Voice.objects.count() == 0
    answer = window.post(address, {"says": "yes", "confirmed": "yes"}, follow=True)
    assert "You said yes." in answer.content.decode()
    assert Voice.objects.get().says == "granted"


def test_a_no_needs_its_reason_and_keeps_it(decider: User, asked: UUID) -> None:
    window, address = signed_in(decider), f"{LIST}{asked}/decide/"
    answer = window.post(address, {"says": "no"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["motive"]
    no = {"says": "no", "motive": "The figure is wrong"}
    assert "Do you say no" in window.post(address, no).content.decode()
    page = window.post(address, {**no, "confirmed": "yes"}, follow=True).content.decode()
    assert "The figure is wrong" in page
    assert "Denied" in page


def test_change_something_goes_back_with_what_was_typed(decider: User, asked: UUID) -> None:
    said = {"says": "no", "motive": "The figure is wrong", "change": "yes"}
    page = signed_in(decider).post(f"{LIST}{asked}/decide/", said).content.decode()
    assert "The figure is wrong" in page
    assert Voice.objects.count() == 0


def test_the_asker_is_told_when_she_tries_to_decide_herself(asker: User, asked: UUID) -> None:
    answer = signed_in(asker).post(f"{LIST}{asked}/decide/", {"says": "yes", "confirmed": "yes"})
    assert answer.status_code == 409
    assert "Nobody approves what she asked for" in answer.content.decode()


def test_the_asker_withdraws_on_the_page(asker: User, asked: UUID) -> None:
    signed_in(asker).post(f"{LIST}{asked}/withdraw/")
    assert Voice.objects.get().says == "withdrawn"


def test_who_has_no_part_in_it_finds_nothing(asked: UUID) -> None:
    officer = signed_in(person("primary_officer", "MSB"))
    for address in (LIST, f"{LIST}{asked}/"):
        assert officer.get(address).status_code == 404
    hq = signed_in(person("immigration_hq"))
    assert hq.get(f"{LIST}{uuid7()}/").status_code == 404


def test_the_page_names_exactly_what_is_approved(decider: User, asked: UUID) -> None:
    page = text(signed_in(decider), f"{LIST}{asked}/")
    assert Approval.objects.get().subject in page
    assert "/publications/uploads/" in page
