"""Closing a port and writing its roster in a browser: by keyboard, narrow, accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moeli.platform.access.models import User
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


@pytest.fixture
def supervisor(person: Callable[..., User]) -> User:
    return person("shift_supervisor", "SAP")


def judged(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_reflows(page)
    picture(page, name)


def test_a_port_is_closed_by_keyboard_and_reopened(open_page: Opened, supervisor: User) -> None:
    page = open_page(supervisor)
    page.goto("/ports/SAP/")
    judged(page, "port-open")
    page.get_by_role("link", name="Close this port").press("Enter")
    judged(page, "port-close")
    page.get_by_label("Snow").press("Space")
    page.get_by_label("Note").fill("Ice above 2,400 m")
    page.get_by_role("button", name="Check what was typed").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is everything right?")
    judged(page, "port-close-check")
    page.get_by_role("button", name="Close the port and tell the others").press("Enter")
    expect(page.locator(".page-head .state.is-bad")).to_have_text("✕Closed by an event")
    judged(page, "port-closed")
    page.get_by_role("button", name="Reopen the port").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("reopened")


def test_a_closure_without_a_reason_leads_to_the_field(open_page: Opened, supervisor: User) -> None:
    page = open_page(supervisor)
    page.goto("/ports/SAP/close/")
    page.get_by_role("button", name="Check what was typed").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)


def test_todays_roster_is_written(
    open_page: Opened, supervisor: User, person: Callable[..., User]
) -> None:
    officer = person("primary_officer", "SAP")
    page = open_page(supervisor)
    page.goto("/ports/SAP/roster/")
    judged(page, "roster-empty")
    page.get_by_label("Desk").fill("Entry 1")
    page.get_by_label("Officer").select_option(str(officer.id))
    page.get_by_label("From").fill("06:00")
    page.get_by_label("Until").fill("14:00")
    page.get_by_role("button", name="Put on the roster").press("Enter")
    expect(page.get_by_text("1 desk staffed")).to_be_visible()
    judged(page, "roster")
