"""The page says truly how a zone came into its box."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.models import Inspection
from moeli.demo.specimens import specimens
from moeli.platform.access.models import User
from tests.e2e.browser.wedge import scan_to

Opened = Callable[..., Page]
TD3 = specimens()["td3"].zone


def type_zone(page: Page, pace: float) -> None:
    """Keys so many seconds apart, by their own clock."""
    scan_to("**/inspections/**", page, TD3, pace=pace)


def paste_zone(page: Page) -> None:
    with page.expect_navigation(url="**/inspections/**"):
        page.evaluate(
            """(zone) => {
              const area = document.getElementById("zone");
              area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
              document.execCommand("insertText", false, zone);
            }""",
            TD3,
        )


def test_a_scanner_a_hand_and_a_paste_are_told_apart(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    ways = {
        "wedge_scan": lambda: type_zone(page, 0.004),
        "typed": lambda: type_zone(page, 0.07),
        "pasted": lambda: paste_zone(page),
    }
    for how, enter in ways.items():
        page.goto("/desk/")
        expect(page.locator("#zone")).to_be_focused()
        enter()
        assert Inspection.objects.latest("id").captured_how == how


def test_without_its_script_the_page_says_nothing(open_page: Opened, officer: User) -> None:
    page = open_page(officer, javascript=False)
    page.goto("/desk/")
    page.fill("#zone", TD3)
    page.get_by_role("button", name="Inspect").click()
    page.wait_for_url("**/inspections/**")
    assert Inspection.objects.get().captured_how == "unknown"
