"""A party at the desk, as a keyboard wedge fills it."""

from playwright.sync_api import Page, expect

from moeli.crossings.parties.models import PartyMember
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.e2e.browser.wedge import burst, scan_to

PARTY = "**/desk/parties/*-*/"
UNREAD = zone(7).replace("M00000007", "<<<<<<<<<")  # its number was not read


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


def scans(page: Page, *numbers: int) -> None:
    """One after the other, without waiting for an answer."""
    for each in numbers:
        burst(page, zone(each), "Enter")


def waits(page: Page, scans: int, why: str) -> None:
    """So many scans wait in sight, for this reason."""
    line = page.locator(f"p[data-when={why}]")
    expect(line).to_be_visible()
    expect(line.locator("[data-count]")).to_have_text(str(scans))


def in_the_party(page: Page, people: int) -> None:
    """So many are in it, on the page and in the record, and nothing waits."""
    expect(page.locator(".party-member")).to_have_count(people)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator("#zone")).to_have_value("")
    assert PartyMember.objects.count() == people
