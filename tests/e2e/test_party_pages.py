"""A family and a bus as the officer meets them: keys, a scanner, no script."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from moeli.crossings.models import Crossing
from moeli.crossings.parties.models import Party, PartyMember
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.crossings.parties.test_manifest import GOOD, listed
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.party import PARTY, scan

Opened = Callable[..., Page]


def test_a_family_is_scanned_and_one_key_admits_it(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    picture(page, "parties")
    lead_to(PARTY, page, "F2")
    expect(page.locator("#zone")).to_be_focused()
    family = [zone(1), zone(2), zone(3, CHILD_BORN), zone(4, expires=date(2020, 1, 1))]
    for people, each in enumerate(family, start=1):
        scan(page, each, people)
    picture(page, "party-scanned")
    assert_accessible(page)
    assert_reflows(page)
    press(page, "F3")
    expect(page.locator(".party-companions-rows select").first).to_be_focused()
    lead_to(PARTY, page, "1", "Enter")
    expect(page.get_by_text("Admit: 3")).to_be_visible()
    press(page, "F2")
    expect(page.get_by_role("status")).to_contain_text("Admitted: 3 people. 1 to look at singly.")
    picture(page, "party-decided")
    assert_accessible(page)
    assert Crossing.objects.count() == 3
    assert verify().sound


def test_a_zone_that_cannot_be_read_stays_in_the_box_and_begins_no_party(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    page.locator("#id_zone").fill("P<LSO NOTHING")
    page.get_by_role("button", name="Begin a party").click()
    expect(page.get_by_text("No document number could be read").first).to_be_visible()
    assert not Party.objects.exists()
    page.locator("#id_zone").fill(zone(1))
    lead_to(PARTY, page, "F2")
    page.locator("#zone").fill("P<LSO NOTHING")
    page.get_by_role("button", name="Add to the party").click()
    expect(page.get_by_role("alert")).to_contain_text("No document number could be read")
    expect(page.locator("#zone")).to_have_value("P<LSO NOTHING")
    assert PartyMember.objects.count() == 1


def test_a_bus_by_its_list_without_javascript(
    open_page: Opened, officer: User, tmp_path: Path
) -> None:
    rows = [GOOD.replace("M0000001", f"M{number:07}") for number in range(12)]
    path = tmp_path / "bus.csv"
    path.write_bytes(listed(*rows, "rubbish", GOOD))
    page = open_page(officer, javascript=False)
    page.goto("/desk/parties/list/")
    page.get_by_label("Exit").check()
    page.get_by_label("List of passengers").set_input_files(path)
    picture(page, "party-list")
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_text("2 rows are left out")).to_be_visible()
    picture(page, "party-list-check")
    page.get_by_role("button", name="Begin a party of 12").click()
    page.get_by_role("button", name="Record departure: 12").click()
    expect(page.get_by_role("status")).to_contain_text("Departed: 12 people. Recorded.")
    assert Crossing.objects.count() == 12
