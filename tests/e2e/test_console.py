"""The console: keyboard alone, without JavaScript, narrow, and told apart without colour."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.models import Crossing, Decision
from moeli.demo.specimens import specimens
from moeli.platform.access.models import User
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import scan

Opened = Callable[..., Page]
LESOTHO, TD1, TD3 = (specimens()[name].zone for name in ("lesotho", "td1", "td3"))


def inspect(page: Page, zone: str, way: str = "entry") -> None:
    page.goto("/desk/")
    expect(page.locator("#zone")).to_be_focused()
    page.locator(f"input[name=direction][value={way}]").check(force=True)
    page.locator("#zone").focus()
    scan(page, zone)


def test_undo_is_one_key_and_the_document_lies_there_again(
    open_page: Opened, officer: User, unhurried: None
) -> None:
    page = open_page(officer)
    inspect(page, LESOTHO)
    lead_to("**/desk/", page, "F2")
    picture(page, "desk-undo")
    lead_to("**/inspections/**", page, "F10")
    expect(page.get_by_role("heading", level=1)).to_contain_text("THABANA")
    assert Crossing.objects.standing().count() == 0


def test_turned_back_and_the_other_outcomes_stand_behind_one_key(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    inspect(page, LESOTHO, "exit")
    lead_to("**/desk/", page, "F2")
    inspect(page, LESOTHO)
    press(page, "F7")
    expect(page.locator("input[name=ground]").first).to_be_focused()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "desk-other-outcomes")
    press(page, "Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    lead_to("**/desk/", page, "F7", "Space", "Tab", "Space", "Enter")
    decision = Decision.objects.get(outcome="turned_back")
    assert (decision.ground, decision.screening) == ("other_side_document", "accepted")


def test_a_refusal_its_notice_and_the_next_traveller_by_keyboard(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    inspect(page, TD3)
    lead_to("**/refusal/", page, "F9", "Space", "Enter")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "desk-refusal")
    with page.expect_download() as printed:
        press(page, "F2")
    assert printed.value.suggested_filename.endswith(".pdf")
    lead_to("**/desk/", page, "Escape")


def test_while_grounds_are_asked_for_no_key_decides_anything_else(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    inspect(page, TD3)
    press(page, "F9")
    name = page.get_by_role("heading", level=1)
    expect(name).to_be_in_viewport()
    press(page, "F2", "F8", "F7")
    expect(page.locator("details.decision-grounds[open]")).to_have_count(1)
    expect(name).to_be_in_viewport()
    assert Decision.objects.count() == 0
    lead_to("**/desk/", page, "Escape", "F2")
    assert Decision.objects.get().outcome == "admitted"


def test_the_head_is_one_row_and_the_rest_of_the_menu_one_step_away(
    open_page: Opened, person: Callable[..., User]
) -> None:
    page = open_page(person("shift_supervisor", "MSB"))
    for language, code in (("Sesotho", "st"), ("English", "en")):
        page.goto("/desk/")
        page.get_by_role("button", name=language).click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        page.wait_for_load_state()
        assert page.locator(".head").bounding_box()["height"] < 70  # type: ignore[index]  # it is shown
    more = page.locator(".head-more > summary")
    expect(page.get_by_role("link", name="Alarms")).to_have_count(0)
    more.focus()
    press(page, "Enter")
    expect(page.get_by_role("link", name="Alarms")).to_be_visible()
    assert_accessible(page, inside=".head")
    press(page, "Escape")
    expect(page.get_by_role("link", name="Alarms")).to_have_count(0)
    expect(more).to_be_focused()
    assert_reflows(page)


def test_by_hand_without_javascript(open_page: Opened, officer: User) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/")
    page.get_by_role("link", name="Enter by hand").click()
    assert_reflows(page)
    page.get_by_label("What lies before you").select_option("letter")
    page.get_by_label("Why by hand").select_option("no_zone")
    page.get_by_label("Primary identifier").fill("Matšepo")
    page.get_by_label("Nationality").fill("LSO")
    page.get_by_label("Date of birth").fill("1960")
    page.get_by_role("button", name="Inspect").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("MATSEPO")
    expect(page.get_by_text("nothing is proved")).to_be_visible()
    page.locator("summary", has_text="Other outcome").click()
    page.get_by_role("button", name="Hand to port health").click()
    expect(page.get_by_role("status")).to_contain_text("Handed to port health at")


def test_the_form_by_hand_is_accessible_and_says_what_is_missing(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    lead_to("**/by-hand/", page, "F6")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "desk-by-hand")
    press(page, "F2")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)


def test_states_are_told_apart_without_colour(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    inspect(page, TD3.replace("L898902C36", "L89890ZC36"))
    shapes = page.evaluate(_STATES)
    by_tone = {tone: shape for tone, shape, _word in shapes}
    assert len(set(by_tone.values())) == len(by_tone) >= 3
    assert all(word for _tone, _shape, word in shapes)
    grey = page.context.new_cdp_session(page)
    grey.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    picture(page, "desk-grey")
    assert_accessible(page)


_STATES = """() => [...document.querySelectorAll('.state')].map((each) => [
  each.className,
  each.querySelector('.state-shape').textContent.trim(),
  each.lastChild.textContent.trim(),
])"""
