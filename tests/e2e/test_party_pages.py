"""A family, a bus and a car as the officer meets them: keys, a scanner, no script."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from moeli.crossings.models import Crossing
from moeli.crossings.parties.models import ConsentPaper, Party, PartyMember
from moeli.crossings.slips.models import GateSlip
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.crossings.parties.test_manifest import GOOD, listed
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import burst, scan_to

Opened = Callable[..., Page]
PARTY = "**/desk/parties/*-*/"


def scan(page: Page, text: str, people: int) -> None:
    """As a keyboard wedge does it, until the party has so many people; no page is loaded for it."""
    page.wait_for_load_state()
    expect(page.locator("#zone")).to_be_focused()
    burst(page, text, "Enter")
    expect(page.locator(".party-member")).to_have_count(people)


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


def test_three_papers_are_chosen_by_digit_tab_and_enter(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    lead_to(PARTY, page, "F2")
    for people, each in enumerate([zone(1), zone(2)], start=1):
        scan(page, each, people)
    for people in (3, 4, 5):
        scan(page, zone(people, CHILD_BORN), people)
    picture(page, "party-companions")
    press(page, "F3")
    expect(page.locator("#companions-paper")).to_be_focused()
    lead_to(PARTY, page, "Tab", "2", "Tab", "ArrowDown", "Tab", "3", "Enter")
    expect(page.get_by_text("Admit: 5")).to_be_visible()
    papers = page.locator(".party-companions-rows").first.locator("select")
    assert [each.input_value() for each in papers.all()] == [
        "birth_certificate",
        "parents_present",
        "consent_letter",
    ]
    press(page, "F2")
    expect(page.get_by_role("status")).to_contain_text("Admitted: 5 people. Recorded.")


def test_one_key_says_that_both_parents_are_here(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    lead_to(PARTY, page, "F2")
    for people in range(1, 6):
        scan(page, zone(people, CHILD_BORN) if people > 2 else zone(people), people)
    lead_to(PARTY, page, "F7")
    expect(page.get_by_text("Admit: 5")).to_be_visible()
    assert PartyMember.objects.exclude(other_parent=None).count() == 3
    picture(page, "party-both-parents")
    assert_accessible(page)


def family_of_five(page: Page) -> None:
    """A parent and four who need a paper; the first scan begins the party."""
    page.goto("/desk/parties/")
    expect(page.locator("#id_zone")).to_be_focused()
    scan_to(PARTY, page, zone(1))
    for people in range(2, 6):
        scan(page, zone(people, CHILD_BORN), people)


def test_one_key_says_that_one_paper_names_four_and_one_is_left_out(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    family_of_five(page)
    picture(page, "party-one-parent")
    assert_accessible(page)
    assert_reflows(page)
    rows = page.locator(".party-companions-rows").first.locator("select")
    assert [each.input_value() for each in rows.all()] == ["all"] * 4
    rows.last.select_option("")
    lead_to(PARTY, page, "F6")
    expect(page.get_by_text("one paper names 2, 3, 4")).to_be_visible()
    expect(page.get_by_text("Admit: 4")).to_be_visible()
    picture(page, "party-one-paper")
    assert_accessible(page)
    assert_reflows(page)
    left = PartyMember.objects.get(position=5)
    assert (left.consent, left.paper, ConsentPaper.objects.count()) == ("", None, 1)
    with page.expect_navigation(url=PARTY):
        page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_text("Admit: 1")).to_be_visible()
    assert not PartyMember.objects.exclude(consent="").exists()
    lead_to(PARTY, page, "F6")
    expect(page.get_by_text("Admit: 5")).to_be_visible()
    press(page, "F2")
    expect(page.get_by_role("status")).to_contain_text("Admitted: 5 people. Recorded.")
    assert verify().sound


def test_one_key_says_that_each_of_four_has_a_paper_of_their_own(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    family_of_five(page)
    lead_to(PARTY, page, "F8")
    expect(page.get_by_text("Admit: 5")).to_be_visible()
    assert {each.kind for each in ConsentPaper.objects.all()} == {"consent_letter"}
    assert ConsentPaper.objects.count() == 4


def test_enter_in_a_box_of_the_paper_presses_its_own_key_and_no_other(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    scan_to(PARTY, page, zone(1))
    for people in range(2, 5):
        scan(page, zone(people, CHILD_BORN) if people > 2 else zone(people), people)
    page.get_by_text("Who signed the one paper").click()
    page.get_by_label("Holds until").fill("31/12/2090")
    lead_to(PARTY, page, "Enter")  # the first button of the form says that both parents are here
    expect(page.get_by_text("one paper names 3, 4")).to_be_visible()
    assert not PartyMember.objects.exclude(other_parent=None).exists()
    assert ConsentPaper.objects.get().valid_to == date(2090, 12, 31)


def test_two_scans_one_after_the_other_are_both_in_the_party(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    scan_to(PARTY, page, zone(1))
    page.route(PARTY, held_back)
    burst(page, zone(2), "Enter")
    burst(page, zone(3), "Enter")  # the first is still on its way
    expect(page.locator(".party-member")).to_have_count(3)
    expect(page.locator("#zone")).to_have_value("")
    burst(page, zone(3), "Enter")
    expect(page.get_by_role("alert")).to_contain_text("in the party already")


def held_back(route: Route) -> None:
    """The answer comes later than the next scan."""
    time.sleep(0.5)
    route.continue_()


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


def test_a_scan_over_the_papers_goes_into_the_party_and_chooses_nothing(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    lead_to(PARTY, page, "F2")
    for people, each in enumerate([zone(1), zone(2, CHILD_BORN)], start=1):
        scan(page, each, people)
    press(page, "F3")
    expect(page.locator(".party-companions-rows select").first).to_be_focused()
    burst(page, zone(3), "Enter")
    expect(page.locator(".party-member")).to_have_count(3)
    assert not PartyMember.objects.exclude(consent="").exists()


def test_papers_are_chosen_and_saved_without_javascript(open_page: Opened, officer: User) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/parties/")
    page.get_by_role("button", name="Begin a party").click()
    for each in (zone(1), zone(2), zone(3, CHILD_BORN)):
        page.get_by_label("Scan the next document").fill(each)
        page.get_by_role("button", name="Add to the party").click()
    page.locator(".party-companions-rows select").first.select_option("court_order")
    page.locator("summary", has_text="Somebody goes with another adult").click()
    page.locator("[name^=adult-]").select_option(index=2)
    page.get_by_role("button", name="Save what is chosen in the rows").click()
    expect(page.get_by_text("Admit: 3")).to_be_visible()
    assert PartyMember.objects.get(position=3).adult == PartyMember.objects.get(position=2)


def test_one_paper_names_two_without_javascript(open_page: Opened, officer: User) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/parties/")
    page.get_by_label("Scan the first document").fill(zone(1))
    page.get_by_role("button", name="Begin a party").click()
    for each in (zone(2, CHILD_BORN), zone(3, CHILD_BORN)):
        page.get_by_label("Scan the next document").fill(each)
        page.get_by_role("button", name="Add to the party").click()
    page.get_by_role("button", name="One paper names all of them").click()
    expect(page.get_by_text("one paper names 2, 3")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Admit: 1")).to_be_visible()
    page.get_by_role("button", name="Each has a paper of their own").click()
    expect(page.get_by_text("Admit: 3")).to_be_visible()
    assert PartyMember.objects.exclude(paper=None).count() == 2


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


def test_a_car_gets_a_slip_and_the_lane_uses_it_once(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/slips/")
    page.get_by_label("Number plate").fill("A 123 BCD")
    page.get_by_label("How many walk").fill("3")
    page.get_by_label("How many ride").fill("2")
    page.get_by_label("Customs").check()
    picture(page, "slip-issue")
    assert_accessible(page)
    assert_reflows(page)
    press(page, "F2")
    expect(page.locator("svg.qr")).to_be_visible()
    picture(page, "slip")
    assert_accessible(page)
    assert_reflows(page)
    code = page.locator(".slip-code").inner_text()
    page.goto("/desk/slips/lane/")
    expect(page.get_by_label("Scan the slip")).to_be_focused()
    page.keyboard.type(code)
    lead_to("**/desk/slips/**", page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A123BCD")
    picture(page, "slip-count")
    assert_accessible(page)
    assert_reflows(page)
    lead_to("**/desk/slips/**", page, "2", "Enter")
    expect(page.get_by_role("status")).to_contain_text("2 people aboard. Recorded.")
    page.get_by_label("Scan the slip").fill(code)
    lead_to("**/desk/slips/**", page, "Enter")
    expect(page.get_by_text("It counts once").first).to_be_visible()
    picture(page, "slip-used")
    assert_accessible(page)
    assert GateSlip.objects.get().aboard == 2


def test_a_car_is_sent_to_customs_which_answers(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    page.get_by_role("button", name="Begin a party").click()
    page.get_by_role("link", name="Cars").click()
    page.get_by_label("Number plate").fill("A 123 BCD")
    page.get_by_label("Letter of the owner").select_option(label="Seen")
    page.get_by_role("button", name="Enter the car").click()
    page.get_by_role("button", name="Customs").click()
    expect(page.get_by_text("Waiting")).to_be_visible()
    picture(page, "party-cars")
    assert_accessible(page)
    assert_reflows(page)
    booth = open_page(person("customs_officer", "MSB", "customs"))
    booth.goto("/desk/tasks/")
    picture(booth, "tasks")
    assert_accessible(booth)
    assert_reflows(booth)
    booth.get_by_role("button", name="May go on").click()
    expect(booth.get_by_role("status")).to_contain_text("The desk has your answer.")
    page.reload()
    expect(page.get_by_text("May go on")).to_be_visible()
