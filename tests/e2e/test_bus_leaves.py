"""A bus by its list: the unseen are told, a scan ticks a row, its car leaves by a slip."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from moeli.crossings.models import Decision
from moeli.crossings.slips.models import GateSlip
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import zone
from tests.crossings.parties.test_manifest import GOOD, listed
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import burst

Opened = Callable[..., Page]


def begin_by_list(page: Page, path: Path) -> None:
    rows = [GOOD.replace("M0000001", f"M{number:08}") for number in range(3)]
    path.write_bytes(listed(*rows))
    page.goto("/desk/parties/list/")
    page.get_by_label("List of passengers").set_input_files(path)
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Begin a party of 3").click()
    page.wait_for_url("**/desk/parties/*-*/")


def test_a_scan_takes_the_place_of_a_row_and_the_car_leaves(
    open_page: Opened, officer: User, tmp_path: Path
) -> None:
    page = open_page(officer)
    begin_by_list(page, tmp_path / "bus.csv")
    expect(page.get_by_text("Ready, not looked at")).to_have_count(3)
    expect(page.locator("#zone")).to_be_focused()
    burst(page, zone(1), "Enter")
    expect(page.get_by_text("Ready, not looked at")).to_have_count(2)
    picture(page, "party-unseen")
    assert_accessible(page)
    assert_reflows(page)
    page.get_by_role("link", name="Cars").click()
    for plate in ("A 123 BCD", "A 124 BCD"):
        page.get_by_label("Number plate").fill(plate)
        page.get_by_role("button", name="Enter the car").click()
        expect(page.get_by_role("heading", name=plate.replace(" ", ""))).to_be_visible()
    expect(page.get_by_text("Once somebody of the party has crossed")).to_be_visible()
    cars = page.url
    page.get_by_role("link", name="Party Esc").click()
    press(page, "F2")
    expect(page.get_by_role("status")).to_contain_text("3 people")
    page.goto(cars)
    picture(page, "car-leaves")
    assert_accessible(page)
    assert_reflows(page)
    page.get_by_role("button", name="Issue the gate slip").first.click()
    expect(page.locator("svg.qr")).to_be_visible()
    code = page.locator(".slip-code").inner_text()
    page.get_by_role("link", name="Cars of the party").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    expect(page.get_by_text("who crossed is on another slip")).to_be_visible()
    picture(page, "cars-summed")
    page.goto("/desk/slips/lane/")
    page.get_by_label("Scan the slip").fill(code)
    lead_to("**/desk/slips/**", page, "Enter")
    expect(page.get_by_text("3 of the party crossed · 1 rides in 1 car · 2 walk")).to_be_visible()
    picture(page, "slip-of-party")
    assert_accessible(page)
    told = Decision.objects.values_list("inspection__captured_how", flat=True)
    assert sorted(told) == ["list_row", "list_row", "wedge_scan"]
    assert (GateSlip.objects.get().riding, GateSlip.objects.get().walking) == (1, 2)
    assert verify().sound
