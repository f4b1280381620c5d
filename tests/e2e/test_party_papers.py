"""Who goes with whom in a party, and the papers that show it: keys, and no script."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from moeli.crossings.parties.models import ConsentPaper, PartyMember
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.party import PARTY, family_of_five, scan
from tests.e2e.browser.wedge import burst, scan_to

Opened = Callable[..., Page]


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
    assert_reflows(page)
    with page.expect_navigation(url=PARTY):
        page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_text("Admit: 2")).to_be_visible()
    assert not PartyMember.objects.exclude(consent="").exists()


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


def test_enter_in_a_box_of_the_paper_presses_its_own_key_without_javascript_too(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/parties/")
    page.get_by_role("button", name="Begin a party").click()
    for each in (zone(1), zone(2), zone(3, CHILD_BORN)):
        page.get_by_label("Scan the next document").fill(each)
        page.get_by_role("button", name="Add to the party").click()
    page.get_by_text("Who signed the one paper").click()
    page.get_by_label("Holds until").fill("1/1/2020")
    page.get_by_label("Holds until").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This paper holds no longer")
    expect(page.get_by_label("Holds until")).to_have_value("1/1/2020")
    page.get_by_label("Holds until").fill("31/12/2090")
    page.get_by_label("Holds until").press("Enter")
    expect(page.get_by_text("Admit: 3")).to_be_visible()
    assert not PartyMember.objects.exclude(other_parent=None).exists()
    assert ConsentPaper.objects.get().valid_to == date(2090, 12, 31)
