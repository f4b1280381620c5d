"""The administrator's devices and the officer's page, as forms and without scripts."""

import re

import pytest
from django.test import Client

from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.booths import COOKIE
from moeli.platform.access.services import invite_booth
from moeli.platform.machine.models import Delegation, Device
from tests.platform.machine.callers import Machine, enrolled
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
NEW = {"place": "MSB", "desk": "Desk 1", "name": "Reader 3", "profile": "kiosk_reader"}
TOKEN = re.compile(r"mld_[A-Za-z0-9_-]{43}")
CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@pytest.fixture
def administrator() -> Client:
    return signed_in(person("system_administrator"))


@pytest.fixture
def at_her_desk() -> Client:
    """An officer's browser at the enrolled computer of Desk 1."""
    client = signed_in(person("primary_officer", "MSB"))
    link = invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    client.post(f"/enrol/{link.token}/")
    assert COOKIE in client.cookies
    return client


def test_an_empty_list_says_what_to_do(administrator: Client) -> None:
    assert "No device is enrolled yet" in administrator.get("/devices/").content.decode()


def test_a_token_is_shown_once_and_opens_the_door(administrator: Client) -> None:
    page = administrator.post("/devices/", NEW).content.decode()
    [token] = set(TOKEN.findall(page))
    assert Machine(Device.objects.get(), token).get("/health").status_code == 200
    again = administrator.get("/devices/").content.decode()
    assert "Reader 3" in again
    assert "In use" in again
    assert not TOKEN.search(again)


@pytest.mark.parametrize("field", NEW)
def test_a_form_that_lacks_something_says_where(administrator: Client, field: str) -> None:
    answer = administrator.post("/devices/", NEW | {field: ""})
    assert answer.status_code == 400
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Device.objects.exists()


def test_a_name_that_is_taken_is_said_at_its_field(administrator: Client) -> None:
    administrator.post("/devices/", NEW)
    answer = administrator.post("/devices/", NEW)
    assert answer.status_code == 400
    assert "A device of this name is known at this place" in answer.content.decode()


def test_a_new_token_is_asked_for_then_shown(administrator: Client) -> None:
    reader = enrolled()
    path = f"/devices/{reader.device.id}/token/"
    assert not TOKEN.search(administrator.get(path).content.decode())
    [token] = set(TOKEN.findall(administrator.post(path).content.decode()))
    assert token != reader.token
    assert Machine(reader.device, token).get("/health").status_code == 200


def test_a_device_is_revoked_after_a_question(administrator: Client) -> None:
    reader = enrolled()
    path = f"/devices/{reader.device.id}/revoke/"
    administrator.get(path)
    assert reader.get("/health").status_code == 200
    page = administrator.post(path, follow=True).content.decode()
    assert "The device is revoked" in page
    assert reader.get("/health").status_code == 401
    assert administrator.post(path).status_code == 409


def test_only_who_may_sees_devices(at_her_desk: Client) -> None:
    reader = enrolled()
    paths = ["/devices/", f"/devices/{reader.device.id}/token/"]
    paths.append(f"/devices/{reader.device.id}/revoke/")
    for path in paths:
        assert at_her_desk.get(path).status_code == 404
        assert at_her_desk.post(path, NEW).status_code == 404
    assert reader.get("/health").status_code == 200


def test_her_page_shows_a_code_that_the_device_takes_up(at_her_desk: Client) -> None:
    reader = enrolled()
    assert reader.device.name in at_her_desk.get("/devices/at-the-desk/").content.decode()
    page = at_her_desk.post(f"/devices/at-the-desk/{reader.device.id}/").content.decode()
    [code] = set(CODE.findall(page))
    waiting = at_her_desk.get("/devices/at-the-desk/").content.decode()
    assert "Waits for its code" in waiting
    assert code not in waiting
    reader.delegation = reader.post("/delegations", {"code": code}).json()["delegation"]
    assert "Acts in your name" in at_her_desk.get("/devices/at-the-desk/").content.decode()
    assert reader.decide(reader.inspect()["id"]).status_code == 201


def test_she_ends_it_from_her_page(at_her_desk: Client) -> None:
    reader = enrolled()
    at_her_desk.post(f"/devices/at-the-desk/{reader.device.id}/")
    given = Delegation.objects.get()
    page = at_her_desk.post(f"/devices/at-the-desk/{given.id}/end/", follow=True)
    assert "no longer acts in your name" in page.content.decode()
    assert at_her_desk.post(f"/devices/at-the-desk/{given.id}/end/").status_code == 404


def test_on_another_computer_she_is_told_where_to_go() -> None:
    reader, client = enrolled(), signed_in(person("primary_officer", "MSB"))
    page = client.get("/devices/at-the-desk/").content.decode()
    assert "Open this page on the computer at your desk" in page
    refused = client.post(f"/devices/at-the-desk/{reader.device.id}/", follow=True)
    assert "Only an enrolled computer" in refused.content.decode()
    assert not Delegation.objects.exists()


def test_a_desk_without_a_device_says_so(at_her_desk: Client) -> None:
    enrolled("lane_agent")
    enrolled(desk="Desk 2")
    page = at_her_desk.get("/devices/at-the-desk/").content.decode()
    assert "No device is enrolled for this desk" in page


def test_whoever_is_not_signed_in_goes_to_the_sign_in_page() -> None:
    for path in ("/devices/", "/devices/at-the-desk/"):
        assert Client().get(path).headers["Location"].startswith("/sign-in/")
