"""Every page and every error page: accessible, narrow, and quiet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import include, path
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.ui.styleguide import styleguide
from moeli.screening.services import NewListing, list_document
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


def broken(_request: object) -> None:
    raise ZeroDivisionError


urlpatterns = [
    path("styleguide/", styleguide),
    path("broken/", broken),
    path("", include("moeli.config.urls")),
]
handler400 = "moeli.platform.ui.error_pages.bad_request"
handler404 = "moeli.platform.ui.error_pages.absent"
handler500 = "moeli.platform.ui.error_pages.defect"


PAGES = {
    "": ["/sign-in/"],
    "primary_officer": [
        "/",
        "/sign-out/",
        "/password/",
        "/desk/",
        "/desk/parties/",
        "/desk/parties/list/",
        "/desk/identifications/",
        "/desk/slips/",
        "/desk/slips/lane/",
        "/ports/",
        "/own/",
        "/own/app/",
        "/own/keys/add/",
        "/own/codes/new/",
        "/own/pin/",
        "/confirm/",
        "/no/such/page/",
        "/forms/",
        "/forms/away/",
        "/publications/to-acknowledge/",
        "/devices/at-the-desk/",
    ],
    "customs_officer": ["/desk/tasks/"],
    "shift_supervisor": ["/desk/alarms/", "/shift/", "/forms/phones/set-aside/"],
    "list_owner": ["/lists/documents/", "/lists/documents/add/"],
    "immigration_hq": [
        "/forms/editions/",
        "/forms/editions/upload/",
        "/approvals/",
        "/publications/",
        "/publications/channels/rules.desk/",
        "/publications/channels/rules.desk/upload/",
    ],
    "system_administrator": [
        "/people/",
        "/people/add/",
        "/booths/",
        "/devices/",
        "/forms/phones/",
        "/network/",
    ],
}


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_role_is_accessible_and_narrow_in_both_languages(
    open_page: Opened, person: Callable[..., User], live_server: LiveServer, role: str
) -> None:
    place = "MSB" if role == "primary_officer" else ""
    agency = "customs" if role == "customs_officer" else "immigration"
    page = open_page(person(role, place, agency) if role else None)
    for language in ("en", "st"):
        chosen = {"name": "django_language", "value": language, "url": live_server.url}
        page.context.add_cookies([chosen])
        for address in PAGES[role]:
            page.goto(address)
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            assert_accessible(page)
            assert_reflows(page)


def test_an_entry_of_the_list_is_accessible(open_page: Opened, list_owner: User) -> None:
    listing = NewListing(
        issuing_state="ZAF",
        document_number="M00000001",
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Fictitious report",
        listed_from=date(2026, 1, 1),
    )
    entry = list_document(actor=SYSTEM, listing=listing)
    page = open_page(list_owner)
    page.goto(f"/lists/documents/{entry.id}/")
    assert_accessible(page)
    assert_reflows(page)
    page.get_by_role("button", name="Withdraw the entry").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)


def test_a_link_that_was_used_says_so(open_page: Opened, person: Callable[..., User]) -> None:
    link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    services.enrol_booth(actor=SYSTEM, token=link.token)
    page = open_page(person("primary_officer", "MSB"))
    page.goto(f"/enrol/{link.token}/")
    page.get_by_role("button", name="Yes, enrol this computer").click()
    expect(page.get_by_text("already used")).to_be_visible()
    assert_accessible(page)


def test_a_defect_has_a_page_that_says_what_to_do(
    open_page: Opened, settings: Settings, officer: User, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROOT_URLCONF = __name__
    page = open_page(officer)
    answer = page.goto("/broken/")
    assert answer
    assert answer.status == 500
    expect(page.get_by_text("tell your supervisor the time")).to_be_visible()
    assert_accessible(page)
    assert_reflows(page)


def test_the_style_guide_shows_every_part_well(
    open_page: Opened, settings: Settings, officer: User
) -> None:
    settings.ROOT_URLCONF = __name__
    page = open_page(officer)
    page.goto("/styleguide/")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "styleguide")
