"""The document list and the ports, as their readers use them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.platform.access.models import User
from moeli.platform.journal.models import Entry
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


def list_one(page: Page) -> None:
    page.goto("/lists/documents/add/")
    page.get_by_label("Issuing State").fill("zaf")
    page.get_by_label("Document number").fill("M00000001")
    page.get_by_label("Lost or stolen document").check()
    page.get_by_label("Call the supervisor before you decide.", exact=True).check()
    page.get_by_label("On what it rests").fill("Fictitious report 3/2026")
    page.get_by_role("button", name="Check what was typed").click()


def test_a_document_is_listed_after_a_second_look(open_page: Opened, list_owner: User) -> None:
    page = open_page(list_owner)
    page.goto("/lists/documents/")
    expect(page.get_by_text("No document is listed")).to_be_visible()
    assert_accessible(page)
    list_one(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is everything right?")
    assert_accessible(page)
    assert_reflows(page)
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "document-list")


def test_an_incomplete_listing_says_what_is_missing(open_page: Opened, list_owner: User) -> None:
    page = open_page(list_owner)
    page.goto("/lists/documents/add/")
    page.get_by_role("button", name="Check what was typed").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    assert_reflows(page)


def test_the_number_is_shown_only_when_asked_for_and_recorded(
    open_page: Opened, list_owner: User
) -> None:
    page = open_page(list_owner)
    list_one(page)
    page.get_by_role("button", name="Put it on the list").click()
    page.get_by_role("link", name="Open").click()
    expect(page.get_by_text("M00000001")).to_have_count(0)
    reads = Entry.objects.filter(verb="record.read").count()
    page.get_by_role("button", name="Show the number").click()
    expect(page.get_by_text("M00000001")).to_be_visible()
    assert Entry.objects.filter(verb="record.read").count() == reads + 1
    assert "M00000001" not in page.url
    page.get_by_label("Why the entry is withdrawn").fill("Found again")
    page.get_by_role("button", name="Withdraw the entry").click()
    expect(page.get_by_role("status")).to_have_text("The entry is withdrawn.")


def test_a_listed_document_tells_the_booth_what_to_do_and_not_why(
    open_page: Opened, list_owner: User, officer: User
) -> None:
    page = open_page(list_owner)
    list_one(page)
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    desk = open_page(officer)
    desk.goto("/desk/")
    zone = (
        "P<ZAFMOKOENA<<SIPHO<<<<<<<<<<<<<<<<<<<<<<<<<\nM000000015ZAF8001014M3001019<<<<<<<<<<<<<<02"
    )
    desk.fill("#zone", zone)
    desk.get_by_role("button", name="Inspect").click()
    expect(desk.get_by_text("C1 Call the supervisor before you decide.")).to_be_visible()
    expect(desk.get_by_text("stolen")).to_have_count(0)
    assert_accessible(desk)


def test_ports_are_found_while_typing_and_marked_where_unverified(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/ports/")
    expect(page.locator("tbody tr")).to_have_count(15)
    expect(page.get_by_text("not verified").first).to_be_visible()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "ports")
    page.get_by_label("Name, district or short code").fill("sani")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("Name, district or short code").fill("nowhere")
    expect(page.get_by_text("No port of this name")).to_be_visible()
    assert_accessible(page)
