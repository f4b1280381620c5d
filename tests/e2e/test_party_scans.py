"""Scans into a party follow one another without waiting, and what is in the box waits its turn."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.models import Decision
from moeli.crossings.parties.models import Party
from moeli.platform.access.models import User
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.link import Slow
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.party import PARTY, UNREAD, in_the_party, scans, waits
from tests.e2e.browser.wedge import burst, starved

Opened = Callable[..., Page]


def test_two_scans_one_after_the_other_are_both_in_the_party(party: Page) -> None:
    link = Slow(party, PARTY)
    scans(party, 2, 3)  # the first is still on its way
    link.answer()
    in_the_party(party, 3)
    scans(party, 3)
    expect(party.get_by_role("alert")).to_contain_text("in the party already")
    in_the_party(party, 3)


def test_nothing_is_decided_and_nothing_leaves_while_a_scan_is_on_its_way(party: Page) -> None:
    link = Slow(party, PARTY)
    scans(party, 2)
    press(party, "F2")
    expect(party.get_by_text("Nothing was done.")).to_be_visible()
    waits(party, 1, "slow")
    assert_accessible(party)
    press(party, "Escape")
    link.answer()
    expect(party.locator(".party-member")).to_have_count(2)
    assert not Decision.objects.exists()
    lead_to("**/desk/parties/", party, "F2")
    assert Decision.objects.count() == 2


def test_what_is_chosen_in_the_papers_outlasts_a_late_answer(party: Page) -> None:
    for number in (2, 3):
        burst(party, zone(number, CHILD_BORN), "Enter")
    expect(party.locator(".party-member")).to_have_count(3)
    link = Slow(party, PARTY)
    burst(party, zone(4, CHILD_BORN), "Enter")
    row = party.locator(".party-companions-rows select").first
    row.select_option("court_order")
    party.get_by_text("Who signed the one paper").click()
    party.get_by_label("Signed on").fill("1/1/2026")
    row.focus()
    link.answer()
    expect(party.locator(".party-member")).to_have_count(4)
    expect(row).to_have_value("court_order")
    expect(row).to_be_focused()
    expect(party.get_by_label("Signed on")).to_have_value("1/1/2026")
    rows = party.locator(".party-companions-rows").first.locator("select")
    assert [each.input_value() for each in rows.all()] == ["court_order", "all", "all"]


def test_documents_scanned_while_the_first_one_begins_the_party_are_all_in_it(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    link = Slow(page, "**/desk/parties/")
    expect(page.locator("#id_zone")).to_be_focused()
    scans(page, 1, 2, 3)
    waits(page, 3, "slow")
    link.answer()
    in_the_party(page, 3)
    assert Party.objects.count() == 1
    page.get_by_role("button", name="Sesotho").click()
    expect(page).to_have_title(re.compile("Sehlopha"))
    in_the_party(page, 3)


def test_a_document_in_whose_midst_the_page_of_the_party_comes_is_in_it(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    link = Slow(page, "**/desk/parties/")
    expect(page.locator("#id_zone")).to_be_focused()
    scans(page, 1)

    def comes() -> None:
        link.answer()
        expect(page.locator(".party-member")).to_have_count(1)

    starved(page, zone(2), until=comes)
    in_the_party(page, 2)


def test_a_scan_that_cannot_be_read_stands_in_the_box_and_holds_up_no_other(party: Page) -> None:
    burst(party, UNREAD, "Enter")
    scans(party, 2)
    waits(party, 1, "refused")
    scans(party, 3)  # into the box, behind what stands there
    expect(party.locator(".party-member")).to_have_count(3)
    expect(party.locator("#zone")).to_have_value(UNREAD)
    picture(party, "party-refused")
    assert_accessible(party)
    assert_reflows(party)
    burst(party, UNREAD.replace("DRAWN", "OTHER"), "Enter")
    waits(party, 2, "refused")
    press(party, "Escape")
    waits(party, 1, "refused")
    party.locator("#zone").fill(zone(4))
    party.get_by_role("button", name="Add to the party").click()
    in_the_party(party, 4)


def test_what_a_hand_had_begun_in_the_box_waits_behind_a_scan(party: Page) -> None:
    party.locator("#zone").fill("P<LSOTHABANA")
    party.get_by_role("button", name="Pick out").focus()
    scans(party, 2)
    expect(party.locator(".party-member")).to_have_count(2)
    expect(party.locator("#zone")).to_have_value("P<LSOTHABANA")
    waits(party, 1, "refused")
