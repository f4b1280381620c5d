"""Devices are enrolled and lent a name by keyboard, in both languages, also without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.machine.models import Delegation, Device
from tests.e2e.browser.hand import press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.platform.machine.callers import Machine, enrolled

Opened = Callable[..., Page]
TOKEN = re.compile(r"mld_[A-Za-z0-9_-]{43}")
CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


def judged(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_reflows(page)
    picture(page, name)


def typed_in(page: Page) -> None:
    """Through the form by keyboard alone."""
    page.get_by_label("Port of entry").focus()
    for words in ("Maseru", "Desk 1", "Reader 3", "Document"):
        page.keyboard.type(words)
        press(page, "Tab")
    press(page, "Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_administrator_enrols_a_device_by_keyboard(
    open_page: Opened, administrator: User, javascript: bool
) -> None:
    for number in (1, 2):
        enrolled(("lane_agent", "health_monitor")[number - 1], desk=f"Desk {number}")
    page = open_page(administrator, javascript=javascript)
    page.goto("/devices/")
    typed_in(page)
    expect(page.get_by_text("It is shown only now")).to_be_visible()
    found = TOKEN.search(page.content())
    assert found
    device = Device.objects.get(name="Reader 3")
    assert (device.place, device.desk, device.profile) == ("MSB", "Desk 1", "kiosk_reader")
    assert Machine(device, found.group()).get("/health").status_code == 200
    if not javascript:
        return
    assert_accessible(page)
    assert_reflows(page)  # no picture: a token is never kept
    page.goto("/devices/")
    judged(page, "devices")
    page.get_by_role("link", name="Revoke Reader 3", exact=True).click()
    judged(page, "device-revoke")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The device is revoked")).to_be_visible()
    page.goto(f"/devices/{Device.objects.exclude(name='Reader 3').earliest('id').id}/token/")
    assert_accessible(page)
    assert_reflows(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_officer_lends_her_name_at_her_desk(
    open_page: Opened, officer: User, javascript: bool
) -> None:
    reader = enrolled()
    link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    page = open_page(officer, javascript=javascript)
    page.goto(f"/enrol/{link.token}/")
    page.get_by_role("button", name="Yes, enrol this computer").click()
    page.goto("/devices/at-the-desk/")
    page.get_by_role("button", name="Show a code").press("Enter")
    expect(page.get_by_text("From then on it acts in your name")).to_be_visible()
    found = CODE.search(page.content())
    assert found
    if javascript:
        judged(page, "device-code")
    assert reader.post("/delegations", {"code": found.group()}).status_code == 201
    page.goto("/devices/at-the-desk/")
    expect(page.get_by_role("cell", name="Acts in your name")).to_be_visible()
    if javascript:
        judged(page, "device-at-the-desk")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("no longer acts in your name")).to_be_visible()
    assert Delegation.objects.get().ended_at
