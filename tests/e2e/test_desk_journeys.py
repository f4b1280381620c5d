"""The officer's task as she does it: with the keyboard, with a scanner, without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.demo.specimens import specimens
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import burst, scan

Opened = Callable[..., Page]
LESOTHO, TD1, TD3 = (specimens()[name].zone for name in ("lesotho", "td1", "td3"))
FOREIGN = (
    "P<ZAFMOKOENA<<SIPHO<<<<<<<<<<<<<<<<<<<<<<<<<\nM000000015ZAF8001014M3001019<<<<<<<<<<<<<<02"
)


def submit(page: Page, zone: str) -> None:
    page.fill("#zone", zone)
    page.get_by_role("button", name="Inspect").click()


def judged(page: Page) -> None:
    assert_accessible(page)
    assert_reflows(page)


def test_a_scan_and_one_key_admit_a_traveller(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    expect(page.locator("#zone")).to_be_focused()
    picture(page, "desk-empty")
    scan(page, LESOTHO)
    expect(page.get_by_role("heading", level=1)).to_contain_text("THABANA LERATO")
    picture(page, "desk-inspection")
    lead_to("**/desk/", page, "F2")
    expect(page.get_by_role("status")).to_contain_text("Admitted at")
    expect(page.locator("#zone")).to_be_focused()
    picture(page, "desk-after")
    assert Crossing.objects.count() == 1
    assert verify().sound


def test_the_keyboard_alone_refuses_with_a_ground(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    scan(page, TD3)
    press(page, "F9")
    expect(page.locator("input[name=ground]").first).to_be_focused()
    picture(page, "desk-refuse")
    lead_to("**/refusal/", page, "Space", "Enter")
    assert Decision.objects.get().ground == "document_expired"
    assert Crossing.objects.count() == 0


def test_letters_never_decide(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    scan(page, TD1)
    burst(page, "ARF" + TD1.replace("\n", ""), "Enter")
    lead_to("**/desk/", page, "Escape")
    assert Decision.objects.count() == 0


def test_everything_works_without_javascript(open_page: Opened, officer: User) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/")
    page.get_by_text("Exit", exact=True).click()
    submit(page, FOREIGN)
    page.get_by_role("button", name="Record departure").click()
    expect(page.get_by_role("status")).to_contain_text("Departed at")
    submit(page, TD3)
    page.locator("summary", has_text="Do not permit").click()
    page.get_by_label("order").first.check()
    page.get_by_role("button", name="Do not permit").click()
    expect(page.get_by_role("status")).to_contain_text("Departure not permitted at")
    assert sorted(Decision.objects.values_list("outcome", flat=True)) == [
        "departed",
        "departure_not_permitted",
    ]


def test_a_citizen_is_never_offered_refuse(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    scan(page, LESOTHO)
    expect(page.get_by_text("Refuse")).to_have_count(0)
    press(page, "F9")
    assert page.url.count("inspections") == 1
    assert Decision.objects.count() == 0


def test_two_clicks_are_one_crossing(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    scan(page, LESOTHO)
    page.get_by_role("button", name="Admit").dblclick()
    page.wait_for_url("**/desk/")
    assert Decision.objects.count() == Crossing.objects.count() == 1


def test_of_two_officers_on_one_inspection_the_second_is_told(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    first, second = open_page(officer), open_page(person("shift_supervisor", "MSB"))
    first.goto("/desk/")
    scan(first, TD1)
    second.goto(first.url)
    lead_to("**/desk/", first, "F2")
    press(second, "F8")
    expect(second.get_by_role("alert")).to_contain_text("Nothing was recorded")
    assert_accessible(second)
    picture(second, "desk-too-late")
    assert Decision.objects.get().outcome == "admitted"


def test_going_back_and_pressing_again_changes_nothing(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    scan(page, LESOTHO)
    lead_to("**/desk/", page, "F2")
    page.go_back()
    expect(page.get_by_role("heading", name="This inspection is over")).to_be_visible()
    assert_accessible(page)
    assert Decision.objects.count() == 1


def test_what_cannot_be_read_is_said_and_nothing_is_kept(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    for text in ("P<LSO\nGARBAGE", "x" * 999, "😀" * 88, "", "p<utoeriksson<<anna\nl898902c3"):
        page.goto("/desk/")
        submit(page, text)
        expect(page.get_by_role("alert")).to_contain_text("Nothing was opened")
        judged(page)
        if text.startswith("P<LSO"):
            picture(page, "desk-unreadable")
        assert Inspection.objects.count() == 0, text


def test_the_inspection_is_accessible_and_narrow(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    for zone in (LESOTHO, TD1, TD3.replace("L898902C36", "L89890ZC36")):
        page.goto("/desk/")
        judged(page)
        scan(page, zone)
        judged(page)
    picture(page, "desk-refuted")
    press(page, "F9")
    expect(page.locator("input[name=ground]").first).to_be_focused()
    judged(page)
