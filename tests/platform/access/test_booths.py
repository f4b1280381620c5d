"""A link enrols one computer, once, within half an hour; retired, its cookie is worth nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor
from moeli.platform.access.models import Booth, BoothInvitation
from tests.platform.access.conftest import NOW, booth_client
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_an_enrolled_computer_is_known_by_place_and_name() -> None:
    page = booth_client("MPB", "Desk 7").get("/sign-in/").content.decode()
    assert "Maputsoe Bridge, Desk 7" in page


def test_a_link_works_once() -> None:
    link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    services.enrol_booth(actor=ANONYMOUS, token=link.token)
    with refused("link_used"):
        services.enrol_booth(actor=ANONYMOUS, token=link.token)
    assert Booth.objects.count() == 1


@pytest.mark.parametrize(("minutes", "good"), [(29, True), (30, False)])
def test_a_link_is_good_for_half_an_hour(minutes: int, good: bool) -> None:
    with clock.standing_still(NOW):
        link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    with clock.standing_still(NOW + timedelta(minutes=minutes)):
        if good:
            assert services.enrol_booth(actor=ANONYMOUS, token=link.token).booth.name == "Desk 1"
        else:
            with refused("link_expired"):
                services.enrol_booth(actor=ANONYMOUS, token=link.token)


@pytest.mark.parametrize("token", ["x", "é", "\ud800", "0" * 5000])
def test_a_token_that_nobody_made_is_absent(token: str) -> None:
    with refused("absent"):
        services.enrol_booth(actor=ANONYMOUS, token=token)


def test_only_the_hash_of_a_token_is_kept() -> None:
    link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    row = BoothInvitation.objects.get()
    assert link.token.encode() not in bytes(row.token_hash)
    assert len(bytes(row.token_hash)) == 32


def test_a_retired_booth_is_not_known_any_more(administrator: Actor) -> None:
    client = booth_client()
    services.retire_booth(actor=administrator, booth_id=Booth.objects.get().id)
    assert "not enrolled" in client.get("/sign-in/").content.decode()
    with refused("already_retired"):
        services.retire_booth(actor=administrator, booth_id=Booth.objects.get().id)


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\nb\0"])
def test_a_booth_has_the_name_on_its_door(name: str) -> None:
    with refused("bad_booth_name"):
        services.invite_booth(actor=SYSTEM, place="MSB", name=name)


def test_two_booths_of_a_place_have_two_names() -> None:
    booth_client("MSB", "Desk 1")
    booth_client("MPB", "Desk 1")
    with refused("booth_name_taken"):
        services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "é", "." * 4000])
def test_a_cookie_that_we_did_not_make_is_no_booth(cookie: str) -> None:
    client = Client()
    client.cookies["moeli_booth"] = cookie
    assert "not enrolled" in client.get("/sign-in/").content.decode()


def test_the_cookie_of_one_booth_does_not_open_another() -> None:
    first = booth_client(name="Desk 1")
    first.cookies["moeli_booth"] = first.cookies["moeli_booth"].value[:-8] + "A" * 8
    assert "not enrolled" in first.get("/sign-in/").content.decode()
