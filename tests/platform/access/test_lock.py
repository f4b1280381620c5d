"""A page left alone locks, shows nothing, keeps what was begun; twelve hours end it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import drafts, services, sessions
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.journal.models import Entry
from tests.platform.access.conftest import (
    NOW,
    PASSWORD,
    PIN,
    AddPerson,
    acting,
    booth_client,
    booth_seen,
    code_now,
    sign_in,
    sign_in_fully,
    with_app,
    with_badge_and_pin,
)

pytestmark = pytest.mark.django_db
LOCKED, GONE_ON = 403, 302
ZONE = "P<LSOTHABANA<<LERATO\nhalf\ta <line> & more  \n\n é😀"


@pytest.fixture
def officer(add: AddPerson) -> User:
    with clock.standing_still(NOW):
        return with_badge_and_pin(with_app(add("lineo", "primary_officer", "MSB")))


@pytest.fixture
def booth(officer: User) -> Client:
    """Her browser at an enrolled booth, signed in at NOW."""
    with clock.standing_still(NOW):
        client = booth_client()
        sign_in_fully(client, officer)
        return client


def at(hours: float = 0, minutes: float = 0, seconds: float = 0) -> Any:
    return clock.standing_still(NOW + timedelta(hours=hours, minutes=minutes, seconds=seconds))


def unlock(client: Client, **typed: str) -> int:
    return client.post("/unlock/", {"back": "/desk/", **typed}).status_code


def test_a_page_that_looks_by_itself_keeps_nobody_awake(booth: Client) -> None:
    for minutes in range(1, 5):
        with at(minutes=minutes):
            assert booth.get("/desk/", headers={"Moeli-Polled": "yes"}).status_code == 200
    with at(minutes=5):
        assert booth.get("/desk/", headers={"Moeli-Polled": "yes"}).status_code == LOCKED


@pytest.mark.parametrize(("minutes", "status"), [(4.9, 200), (5, LOCKED), (60, LOCKED)])
def test_after_five_minutes_only_the_lock_answers(
    booth: Client, minutes: float, status: int
) -> None:
    with at(minutes=minutes):
        assert booth.get("/desk/").status_code == status


def test_whoever_acts_is_not_locked_out(booth: Client) -> None:
    for minutes in range(4, 60, 4):
        with at(minutes=minutes):
            assert booth.post("/awake/").status_code == 204
            assert booth.get("/desk/").status_code == 200


def test_a_page_that_asks_again_by_itself_keeps_nobody_awake(booth: Client) -> None:
    for minutes in (2, 4):
        with at(minutes=minutes):
            polled = booth.get("/desk/picture/", headers={"Moeli-Polled": "yes"})
            assert polled.status_code == 200
    with at(minutes=5):
        assert booth.get("/desk/").status_code == LOCKED


@pytest.mark.parametrize(
    "address",
    ["/", "/desk/", "/ports/", "/own/", "/own/codes/", "/people/", "/sign-in/", "/confirm/"],
)
def test_a_locked_page_says_neither_whose_it_is_nor_what_stood_there(
    booth: Client, officer: User, address: str
) -> None:
    with at(minutes=6):
        for answer in (booth.get(address), booth.post(address, {"x": "1"})):
            page = answer.content.decode()
            assert answer.status_code == LOCKED
            assert "Locked" in page
            assert officer.name not in page
            assert officer.username not in page
            assert 'class="head-menu"' not in page


def test_even_a_missing_page_shows_nobody_while_it_is_locked(booth: Client, officer: User) -> None:
    with at(minutes=6):
        page = booth.get("/no/such/page/").content.decode()
    assert officer.name not in page
    assert 'class="head-menu"' not in page


def test_it_stays_locked_when_somebody_acts_later(booth: Client) -> None:
    with at(minutes=6):
        booth.get("/desk/")
    with at(minutes=6, seconds=1):
        assert booth.get("/desk/").status_code == LOCKED
        assert booth.post("/awake/").status_code == LOCKED
        assert booth.post("/drafts/", {"page": "x", "fields": "{}"}).status_code == LOCKED
    assert Entry.objects.filter(verb="access.session_locked").count() == 1


def test_her_pin_goes_on_where_she_was(booth: Client, officer: User) -> None:
    with at(minutes=6):
        booth.get("/desk/")
        assert unlock(booth, pin=PIN) == GONE_ON
        assert booth.get("/desk/").status_code == 200
    entry = Entry.objects.get(verb="access.session_unlocked")
    assert (entry.actor, entry.place) == (str(officer.id), "MSB")


def test_her_password_needs_her_code(booth: Client) -> None:
    with at(minutes=6):
        assert unlock(booth, password=PASSWORD) == LOCKED
        assert unlock(booth, password=PASSWORD, code="000000") == LOCKED
        assert unlock(booth, password="wrong", code=code_now()) == LOCKED
        assert unlock(booth, password=PASSWORD, code=code_now()) == GONE_ON


@pytest.mark.parametrize("typed", [{}, {"pin": ""}, {"pin": "918273"}, {"password": ""}])
def test_what_does_not_fit_unlocks_nothing(booth: Client, typed: dict[str, str]) -> None:
    with at(minutes=6):
        assert unlock(booth, **typed) == LOCKED
        assert booth.get("/desk/").status_code == LOCKED


def test_five_wrong_pins_end_the_guessing(booth: Client) -> None:
    with at(minutes=6):
        for _ in range(5):
            assert unlock(booth, pin="918273") == LOCKED
        page = booth.post("/unlock/", {"pin": PIN}).content.decode()
        assert "wrong too often" in page
        assert booth.get("/desk/").status_code == LOCKED


def test_anothers_pin_unlocks_nothing(booth: Client, add: AddPerson) -> None:
    with at(minutes=6):
        other = add("tumelo", "primary_officer", "MSB")
        services.set_pin(actor=acting(other), pin="836152")
        assert unlock(booth, pin="836152") == LOCKED


def test_a_pin_unlocks_nothing_away_from_a_booth(officer: User) -> None:
    client = Client()
    with at():
        sign_in_fully(client, officer)
    with at(minutes=6):
        assert "id_pin" not in client.get("/desk/").content.decode()
        assert unlock(client, pin=PIN) == LOCKED
        assert unlock(client, password=PASSWORD, code=code_now()) == GONE_ON


def test_another_officer_relieves_a_locked_page(
    booth: Client, officer: User, add: AddPerson
) -> None:
    with at(minutes=6):
        other = with_badge_and_pin(add("tumelo", "primary_officer", "MSB"), "BADGE-0002")
        booth.get("/desk/")
        assert booth.post("/relief/", {"badge": "BADGE-0002", "pin": PIN}).status_code == GONE_ON
        assert booth.get("/desk/").wsgi_request.actor.id == str(other.id)  # type: ignore[attr-defined]
    entry = Entry.objects.get(verb="access.relieved")
    assert (entry.actor, entry.subject) == (str(officer.id), str(other.id))


def test_what_was_sent_too_late_comes_back_byte_for_byte(booth: Client) -> None:
    sent = {"zone": ZONE, "direction": "exit", "draft": "desk.capture"}
    with at(minutes=6):
        assert booth.post("/desk/", sent).status_code == LOCKED
        assert ZONE[:9] not in booth.get("/desk/").content.decode()
        unlock(booth, pin=PIN)
        form = booth.get("/desk/").context["form"]
    assert (form["zone"].value(), form["direction"].value()) == (ZONE, "exit")


def test_what_the_script_of_a_page_tells_too_late_is_kept_as_well(
    booth: Client, officer: User
) -> None:
    told = {"page": "party.begin", "draft": "party.begin", "fields": '{"scans": "[]"}'}
    with at(minutes=6):
        assert booth.post("/drafts/", told).status_code == LOCKED
        kept = drafts.find(actor=acting(officer), booth=booth_seen(), page="party.begin")
    assert kept == {"scans": "[]"}


def test_what_is_too_long_to_be_kept_spoils_nothing(booth: Client) -> None:
    with at(minutes=6):
        sent = {"zone": "x" * 70_000, "draft": "desk.capture"}
        assert booth.post("/desk/", sent).status_code == LOCKED


def test_locking_twice_or_without_a_session_changes_nothing(booth: Client) -> None:
    with at(minutes=1):
        assert [booth.post("/lock/").status_code for _ in range(2)] == [302, 302]
        assert Client().post("/lock/")["Location"] == "/"
    assert Entry.objects.filter(verb="access.session_locked").count() == 1


def test_a_button_locks_at_once_and_leads_back(booth: Client) -> None:
    with at():
        assert booth.post("/lock/", {"back": "/ports/"})["Location"] == "/ports/"
        assert booth.get("/ports/").status_code == LOCKED
        assert booth.post("/unlock/", {"pin": PIN, "back": "/ports/"})["Location"] == "/ports/"


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:1", ""])
def test_unlocking_leads_nowhere_else(booth: Client, back: str) -> None:
    with at(minutes=6):
        booth.get("/desk/")
        assert booth.post("/unlock/", {"pin": PIN, "back": back})["Location"] == "/"


@pytest.mark.parametrize("hours", [12, 13, 24 * 30])
def test_twelve_hours_end_it_whatever_was_done(booth: Client, hours: int) -> None:
    with at(hours=11, minutes=56):
        assert unlock(booth, pin=PIN) in {LOCKED, GONE_ON}
        unlock(booth, pin=PIN)
        assert booth.get("/desk/").status_code == 200
    with at(hours=hours):
        assert booth.get("/desk/").status_code == 302
        assert unlock(booth, pin=PIN) == 302, "back to the start, signed out"
        assert booth.get("/desk/")["Location"].startswith("/sign-in/")


def test_a_clock_set_back_locks_or_ends_and_never_prolongs(booth: Client) -> None:
    with at(minutes=4):
        booth.get("/desk/")
    with at(minutes=1):
        assert booth.get("/desk/").status_code == LOCKED
    with at(hours=-1):
        assert booth.get("/desk/").status_code == 302


def test_signing_out_everywhere_ends_every_session_of_hers(booth: Client, officer: User) -> None:
    with at():
        other = Client()
        sign_in_fully(other, officer)
        assert booth.post("/own/sign-out/")["Location"] == "/sign-in/"
        for client in (booth, other):
            assert client.get("/").status_code == 302
    assert Entry.objects.filter(verb="access.sessions_ended", actor=str(officer.id)).exists()


def test_a_long_open_page_of_a_disabled_person_is_told_so(booth: Client, officer: User) -> None:
    with at(minutes=1):
        services.disable_person(actor=SYSTEM, person_id=officer.id)
        assert booth.post("/awake/").status_code == 302
        kept = booth.post("/drafts/", {"page": "desk.capture", "fields": "{}"})
        assert kept.status_code == 302
        assert drafts.find(actor=acting(officer), booth=booth_seen(), page="desk.capture") == {}


def test_a_locked_page_of_a_disabled_person_opens_by_nothing(booth: Client, officer: User) -> None:
    with at(minutes=6):
        booth.get("/desk/")
        services.disable_person(actor=SYSTEM, person_id=officer.id)
        assert unlock(booth, pin=PIN) == 302
        assert booth.get("/desk/")["Location"].startswith("/sign-in/")


def test_a_person_without_a_factor_unlocks_by_password_alone(add: AddPerson) -> None:
    client = Client()
    with at():
        add("reader", "donor_reader", agency="partners")
        sign_in(client, "reader")
    with at(minutes=6):
        assert client.get("/").status_code == LOCKED
        assert unlock(client, password=PASSWORD) == GONE_ON


def test_a_session_whose_state_cannot_be_read_is_over(booth: Client) -> None:
    with at():
        for broken in ({}, {"by": "x"}, "text", {"by": "password", "began": "yesterday"}):
            session = booth.session
            session["moeli.sign_in"] = broken
            assert sessions.standing(session) is None
