"""A party at the desk, as a keyboard wedge fills it."""

from playwright.sync_api import Page, expect

from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.e2e.browser.wedge import burst, scan_to

PARTY = "**/desk/parties/*-*/"


def scan(page: Page, text: str, people: int) -> None:
    """Scan until the party has so many people; no page is loaded for it."""
    page.wait_for_load_state()
    expect(page.locator("#zone")).to_be_focused()
    burst(page, text, "Enter")
    expect(page.locator(".party-member")).to_have_count(people)


def begin(page: Page, number: int = 1) -> None:
    """The first scan begins the party."""
    page.goto("/desk/parties/")
    expect(page.locator("#id_zone")).to_be_focused()
    scan_to(PARTY, page, zone(number))
    expect(page.locator("#zone")).to_be_focused()


def family_of_five(page: Page) -> None:
    """A parent and four who need a paper."""
    begin(page)
    for people in range(2, 6):
        scan(page, zone(people, CHILD_BORN), people)
