"""The pages of the practice desk in this process: seats, scenes, and what is not there."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings

from moeli.config.settings import test as live
from moeli.crossings.models import Decision, Inspection
from moeli.platform import clock
from moeli.platform.access.models import Booth, User
from moeli.practice import seats
from moeli.practice.beginning import BEGIN_AGAIN
from moeli.practice.scenes import scenes

pytestmark = pytest.mark.django_db
LOCK = "moeli.platform.access.middleware.LockMiddleware"
ROLES = [each.role for each in seats.COLLEAGUES]


@pytest.fixture(autouse=True)
def practice(settings: Settings) -> None:
    """This process serves a practice desk, but for its home."""
    seat = "moeli.practice.middleware.SeatMiddleware"
    settings.MIDDLEWARE = [seat if each == LOCK else each for each in live.MIDDLEWARE]
    settings.ROOT_URLCONF = "moeli.config.practice_urls"
    options = live.TEMPLATES[0]["OPTIONS"]
    processors = [*options["context_processors"], "moeli.practice.context.tray"]
    settings.TEMPLATES = [
        live.TEMPLATES[0] | {"OPTIONS": options | {"context_processors": processors}}
    ]
    clear_url_caches()
    seats.open_accounts()


def seated(role: str = "primary_officer") -> Client:
    client = Client()
    assert client.post("/sign-in/", {"role": role}).headers["Location"] == "/"
    return client


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def dealt(client: Client, scene: str = "citizen") -> str:
    """Deals a scene; the zone of its first traveller."""
    assert client.post("/practise/deal/", {"scene": scene}).status_code == 302
    page = said(client, "/practise/scene/")
    found = re.search(r'id="zone-0">([^<]*(?:&lt;|[^<])*)</pre>', page)
    assert found
    return found.group(1).replace("&lt;", "<")


def decided(client: Client, zone: str, outcome: str = "admitted") -> str:
    """Scans and decides as the pages do; where the answer leads."""
    opened = client.post("/desk/", {"zone": zone, "direction": "entry"}).headers["Location"]
    page = said(client, opened)
    forms = re.findall(r'name="key" value="([^"]+)">\s*<input[^>]*value="(\w+)"', page)
    key = next(key for key, offered in forms if offered == outcome)
    answer = client.post(f"{opened}decision/", {"key": key, "outcome": outcome})
    return str(answer.headers["Location"])


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_s_menu_answers_and_asks_for_no_password(role: str) -> None:
    client = seated(role)
    addresses = set(re.findall(r'<a href="(/[^"]*)"', said(client, "/")))
    assert addresses
    for address in addresses:
        page = said(client, address)
        assert 'type="password"' not in page
        assert 'autocomplete="one-time-code"' not in page


def test_accounts_are_opened_once_and_belong_to_the_demonstration() -> None:
    seats.open_accounts()
    assert User.objects.count() == len(seats.COLLEAGUES)
    assert all(each.demo for each in User.objects.all())


@pytest.mark.parametrize("role", ["", "system_administrator", "list_owner", "x' or 1=1"])
def test_there_is_no_other_role(role: str) -> None:
    assert Client().post("/sign-in/", {"role": role}).status_code == 404


def test_two_who_practise_at_once_do_not_take_one_another_s_place() -> None:
    first, second = seated(), seated()
    for client in (first, second):
        client.post("/desk/", {"zone": dealt(client), "direction": "entry"})
    desks = set(Inspection.objects.values_list("desk", flat=True))
    assert len(desks) == 2
    assert not Inspection.objects.exclude(superseded_at=None).exists()


def test_a_change_of_role_keeps_the_desk() -> None:
    client = seated()
    client.post("/relief/", {"role": "shift_supervisor"})
    assert Booth.objects.count() == 1
    assert "Thabiso Practice" in said(client, "/")


def test_a_page_left_alone_ends_and_leads_to_the_roles() -> None:
    client = seated()
    with clock.standing_still(clock.now() + timedelta(minutes=6)):
        answer = client.get("/desk/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
        assert client.get("/desk/").headers["Location"].startswith("/sign-in/")


def test_the_last_decision_of_a_scene_leads_to_what_was_expected() -> None:
    client = seated()
    assert decided(client, dealt(client)) == "/practise/said/"
    assert "As the desk expected" in said(client, "/practise/said/")


def test_another_document_than_the_scene_s_leads_back_to_the_desk() -> None:
    client = seated()
    other = dealt(client)
    dealt(client, "visitor")
    assert decided(client, other) == "/desk/"
    assert Decision.objects.count() == 1


def test_a_post_elsewhere_is_not_taken_for_the_end_of_a_scene() -> None:
    client = seated()
    decided(client, dealt(client))
    answer = client.post("/language/", {"language": "st", "next": "/ports/"})
    assert answer.headers["Location"] == "/ports/"


@pytest.mark.parametrize("code", scenes())
def test_each_scene_is_dealt_shown_and_told(code: str) -> None:
    client = seated()
    dealt(client, code)
    for number in range(len(scenes()[code].parts)):
        answer = client.get(f"/practise/pages/{number}/")
        assert answer.headers["Content-Type"] == "image/webp"
    assert client.get(f"/practise/pages/{len(scenes()[code].parts)}/").status_code == 404
    assert "Nothing yet" in said(client, "/practise/said/")


@pytest.mark.parametrize("address", ["/practise/scene/", "/practise/said/"])
def test_without_a_scene_the_way_is_to_the_scenes(address: str) -> None:
    assert seated().get(address).headers["Location"] == "/practise/"


@pytest.mark.parametrize("address", ["/practise/pages/0/", "/practise/passengers/"])
def test_without_a_scene_there_is_no_document(address: str) -> None:
    assert seated().get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/practise/", "/practise/scene/", "/practise/begin-again/", "/desk/"]
)
def test_nobody_practises_without_a_role(address: str) -> None:
    assert Client().get(address).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    "address", ["/password/", "/confirm/", "/own/app/", "/people/", "/booths/", "/network/"]
)
def test_pages_that_carry_something_out_or_ask_for_a_proof_are_not_there(address: str) -> None:
    assert seated("shift_supervisor").get(address).status_code == 404


def test_the_tray_shows_the_next_document_and_then_the_one_to_decide() -> None:
    client = seated()
    dealt(client, "family")
    assert "4 of 4 not scanned yet" in said(client, "/desk/parties/")
    zone = dealt(client)
    assert "Put it on the reader" in said(client, "/desk/")
    opened = client.post("/desk/", {"zone": zone, "direction": "entry"}).headers["Location"]
    page = said(client, opened)
    assert 'class="tray"' in page
    assert "Put it on the reader" not in page


def test_whoever_lets_it_begin_again_has_left_it(settings: Settings) -> None:
    client = seated()
    page = client.post("/practise/begin-again/")
    assert page.status_code == 202
    asked = Path(settings.MOELI_HOME) / BEGIN_AGAIN
    assert asked.exists()
    asked.unlink()
    assert b"moeli-idle" not in page.content
    assert b"head-menu" not in page.content
    assert client.get("/desk/").headers["Location"].startswith("/sign-in/")
