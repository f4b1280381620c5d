"""A wedge scanner types wherever the focus is: it is recognised, and it never decides."""

import re
from collections.abc import Callable
from itertools import product

from playwright.sync_api import Page, expect

from moeli.crossings.models import Decision, Inspection
from moeli.demo.specimens import specimens
from moeli.platform.access.models import User
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.wedge import burst, scan_to, starved, wedge

Opened = Callable[..., Page]
LESOTHO, TD1, TD3 = (specimens()[name].zone for name in ("lesotho", "td1", "td3"))
SUFFIXES = ["Enter", "Tab", "Control+j"]
AT_DESK = {
    "the box": "#zone",
    "nothing": "",
    "a direction": "input[name=direction]:checked",
    "a button": ".desk-capture button[type=submit]",
}


def at_desk(page: Page, focus: str) -> None:
    page.goto("/desk/")
    expect(page.locator("#zone")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    if focus:
        page.locator(focus).focus()


def test_at_the_desk_it_opens_an_inspection_wherever_the_focus_is(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    for number, (focus, suffix) in enumerate(product(AT_DESK, SUFFIXES), start=1):
        at_desk(page, AT_DESK[focus])
        scan_to("**/inspections/**", page, TD1, suffix)
        assert Inspection.objects.count() == number, (focus, suffix)
    kept = set(Inspection.objects.values_list("captured_how", "direction"))
    assert kept == {("wedge_scan", "entry")}
    assert Decision.objects.count() == 0


def open_inspection(page: Page, focus: str) -> str:
    at_desk(page, "")
    scan_to("**/inspections/**", page, TD3)
    if focus == "a ground":
        press(page, "F9")
        expect(page.locator("input[name=ground]").first).to_be_focused()
    else:
        page.get_by_role("button", name="Admit").focus()
    return page.url


def test_on_an_open_inspection_it_decides_nothing_and_waits_for_a_key(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    for focus, suffix in product(["the admitting button", "a ground"], SUFFIXES):
        first = open_inspection(page, focus)
        burst(page, LESOTHO, suffix)
        expect(page.get_by_text("Another document was scanned")).to_be_visible()
        assert page.url == first
        assert page.locator("input[name=ground]:checked").count() == 0
        assert Decision.objects.count() == 0
    lead_to("**/inspections/**", page, "F6")
    expect(page.get_by_role("heading", level=1)).to_contain_text("THABANA")
    assert Decision.objects.count() == 0
    assert Inspection.objects.get(nationality="LSO").captured_how == "wedge_scan"


def test_function_keys_inside_a_burst_decide_nothing(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    first = open_inspection(page, "the admitting button")
    wedge(page, [*"P<LSOTHABANA", "F2", "F8", "Enter", "Space", "Escape"])
    page.wait_for_timeout(1000)  # until the page knows that nothing more comes
    assert (page.url, Decision.objects.count()) == (first, 0)
    lead_to("**/desk/", page, "F2")
    assert Decision.objects.count() == 1


def test_a_second_suffix_presses_no_button_either(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    first = open_inspection(page, "the admitting button")
    lines = LESOTHO.split("\n")
    wedge(page, [key for line in lines for key in (*line, "Enter", "Enter")])
    expect(page.get_by_text("Another document was scanned")).to_be_visible()
    assert (page.url, Decision.objects.count()) == (first, 0)


def test_half_a_scan_goes_into_the_box_to_be_seen(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    at_desk(page, "")
    half = TD3.split("\n")[0][:30]
    wedge(page, list(half))
    expect(page.locator("#zone")).to_have_value(half)
    expect(page.locator("#zone")).to_be_focused()
    assert Inspection.objects.count() == 0


def test_the_keys_that_a_starved_page_gets_late_are_of_the_same_document(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    at_desk(page, AT_DESK["a button"])
    half = "".join(TD3.split("\n"))[:45]

    def shown() -> None:
        expect(page.locator("#zone")).to_have_value(re.compile(f"^{half[:40]}"))

    with page.expect_navigation(url="**/inspections/**"):
        starved(page, TD3, until=shown)
    assert Inspection.objects.get().captured_how == "wedge_scan"


def test_half_a_scan_is_seen_also_where_a_hand_comes_soon(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    at_desk(page, AT_DESK["a button"])
    half = TD3.split("\n")[0][:30]
    wedge(page, list(half))
    press(page, "a")
    expect(page.locator("#zone")).to_have_value(re.compile(f"^{half}"))


def test_a_document_scanned_behind_half_a_one_is_taken(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    at_desk(page, "#zone")
    page.locator("#zone").fill("P<LSO")
    page.locator("#zone").press("End")
    for suffix in SUFFIXES:
        scan_to("**/inspections/**", page, TD3, suffix)
        at_desk(page, "#zone")
        page.locator("#zone").fill("P<LSO")
    assert Inspection.objects.count() == len(SUFFIXES)


def test_lines_sent_as_one_are_parted(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    at_desk(page, "")
    scan_to("**/inspections/**", page, TD3.replace("\n", ""))
    assert Inspection.objects.count() == 1


def test_a_hand_that_types_letters_is_no_scanner(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    at_desk(page, "#zone")
    wedge(page, [*"P<LSO", "Enter", *"RA1"], pace=0.08)
    expect(page.locator("#zone")).to_have_value("P<LSO\nRA1")


def test_a_scanner_of_another_layout_is_understood_by_its_keys(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    for focus in ("#zone", "input[name=direction]:checked"):
        at_desk(page, focus)
        with page.expect_navigation(url="**/inspections/**"):
            page.evaluate(_TYPES_AS_A_FRENCH_KEYBOARD_WOULD, TD1)
        assert Inspection.objects.latest("id").captured_how == "wedge_scan"


# The keys of a scanner set to the US layout, on a computer with a French one: digits come out as
# & é " ', the filler as a full stop. Only `code` still tells which key it was.
_TYPES_AS_A_FRENCH_KEYBOARD_WOULD = """(zone) => {
  const french = ["à", "&", "é", '"', "'", "(", "-", "è", "_", "ç"];
  const where = document.activeElement;
  const send = (key, code, shiftKey) => {
    for (const kind of ["keydown", "keyup"]) {
      const told = { key, code, shiftKey, bubbles: true, cancelable: true };
      const taken = !where.dispatchEvent(new KeyboardEvent(kind, told));
      if (kind === "keydown" && !taken && key.length === 1 && where.matches("textarea")) {
        where.value += key;
      }
    }
  };
  for (const line of zone.split("\\n")) {
    for (const character of line) {
      if (character === "<") send(".", "Comma", true);
      else if (character in french) send(french[character], `Digit${character}`, false);
      else send(character, `Key${character}`, true);
    }
    send("Enter", "Enter", false);
    if (where.matches("textarea")) where.value += "\\n";
  }
}"""
