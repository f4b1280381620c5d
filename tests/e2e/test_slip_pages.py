"""A car as the officer meets it: its slip, its lane, its questions to customs."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.slips.models import GateSlip
from moeli.platform.access.models import User
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


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
