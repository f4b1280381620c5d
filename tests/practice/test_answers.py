"""What was decided is set beside what was expected, and nothing is kept about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from moeli.crossings import services as crossings
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.ids import uuid7
from moeli.practice import selectors, services
from moeli.practice.hands import Hand
from moeli.screening.models import ListedDocument
from tests.refusals import refused
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
NOBODY = Actor(id="nobody")


def scanned(hand: Hand, at: int = 0) -> UUID:
    zone = hand.travellers[at].zone
    opened = crossings.open_inspection(
        actor=SYSTEM, place="MSB", desk="P", direction=Direction.ENTRY, zone=zone, reason="primary"
    )
    return opened.id


def decided(hand: Hand, outcome: Outcome, ground: str = "", at: int = 0) -> None:
    crossings.decide(
        actor=SYSTEM,
        inspection_id=scanned(hand, at),
        outcome=outcome,
        ground=ground,
        idempotency_key=uuid7(),
    )


def answer(hand: Hand) -> selectors.Answer:
    return selectors.answers(SYSTEM, hand)[0]


def test_nothing_is_answered_before_anybody_was_scanned() -> None:
    hand = services.deal(actor=SYSTEM, scene="citizen")
    assert (answer(hand).scanned, answer(hand).decided, answer(hand).right) == (False, None, False)
    scanned(hand)
    assert answer(hand).scanned
    assert not selectors.complete(SYSTEM, hand)


def test_what_the_desk_expected_is_right_and_anything_else_is_not() -> None:
    hand = services.deal(actor=SYSTEM, scene="digit")
    decided(hand, Outcome.ADMITTED)
    assert selectors.complete(SYSTEM, hand)
    assert not answer(hand).right
    decided(hand, Outcome.REFERRED)
    assert answer(hand).right


def test_a_refusal_is_right_on_its_own_ground_only() -> None:
    hand = services.deal(actor=SYSTEM, scene="expired")
    decided(hand, Outcome.REFUSED, "document_not_accepted")
    assert not answer(hand).right
    decided(hand, Outcome.REFUSED, "document_expired")
    assert answer(hand).right


def test_a_party_is_complete_when_everybody_was_decided() -> None:
    hand = services.deal(actor=SYSTEM, scene="family")
    for at in range(3):
        decided(hand, Outcome.ADMITTED, at=at)
    assert not selectors.complete(SYSTEM, hand)
    decided(hand, Outcome.ADMITTED, at=3)
    assert selectors.complete(SYSTEM, hand)


def test_two_hands_of_one_scene_are_two_people() -> None:
    first, second = (services.deal(actor=SYSTEM, scene="citizen") for _ in range(2))
    decided(first, Outcome.ADMITTED)
    assert answer(first).decided
    assert not answer(second).scanned


def test_whoever_is_to_be_listed_is_listed_when_dealt() -> None:
    services.deal(actor=SYSTEM, scene="citizen")
    assert ListedDocument.objects.count() == 0
    services.deal(actor=SYSTEM, scene="listed")
    assert ListedDocument.objects.count() == 1


def test_who_has_no_desk_is_dealt_nothing_and_sees_nothing() -> None:
    hand = services.deal(actor=SYSTEM, scene="citizen")
    decided(hand, Outcome.ADMITTED)
    assert selectors.answers(NOBODY, hand)[0].decided is None
    with refused("absent"):
        services.deal(actor=NOBODY, scene="citizen")
    with refused("absent"):
        services.begin_again(actor=NOBODY)
    with refused("absent"):
        services.deal(actor=SYSTEM, scene="no such scene")


@contextmanager
def practice_beside(settings: Settings, told: str = "") -> Iterator[Client]:
    settings.MOELI_PRACTICE_HOME, settings.MOELI_PRACTICE_ADDRESS = "/somewhere", told
    yield signed_in(person("primary_officer", "MSB"))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost", "http://localhost:8001/"),
        ("localhost:8443", "http://localhost:8001/"),
        ("[::1]:8443", "http://[::1]:8001/"),
        ("[::1]", "http://[::1]:8001/"),
    ],
)
def test_the_door_leads_to_the_other_port_of_the_same_host(
    settings: Settings, host: str, address: str
) -> None:
    with practice_beside(settings) as officer:
        page = officer.get("/practise/", headers={"host": host}).content.decode()
    assert f'href="{address}"' in page
    assert "noopener" in page


def test_the_door_leads_where_the_settings_say(settings: Settings) -> None:
    with practice_beside(settings, "https://practice.example/") as officer:
        assert 'href="https://practice.example/"' in officer.get("/practise/").content.decode()


def test_the_address_alone_opens_the_door_to_one_that_runs_by_itself(settings: Settings) -> None:
    settings.MOELI_PRACTICE_ADDRESS = "https://practice.example/"
    page = signed_in(person("primary_officer", "MSB")).get("/practise/").content.decode()
    assert 'href="https://practice.example/"' in page


def test_without_a_practice_desk_the_door_says_how_to_have_one() -> None:
    page = signed_in(person("primary_officer", "MSB")).get("/practise/").content.decode()
    assert "practice_home" in page


def test_the_door_is_absent_to_who_inspects_nothing() -> None:
    assert signed_in(person("auditor")).get("/practise/").status_code == 404


def test_a_live_page_has_no_band() -> None:
    page = signed_in(person("primary_officer", "MSB")).get("/").content.decode()
    assert "practice-band" not in page
    assert "<title>PRACTICE" not in page
    assert "/practise/" in page


def test_a_live_process_does_not_run_in_a_practice_home(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    node.current.cache_clear()
    settings.MOELI_PRACTICE = True
    try:
        with refused("node_file"):
            node.current()
    finally:
        node.current.cache_clear()
