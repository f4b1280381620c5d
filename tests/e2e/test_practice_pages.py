"""The practice desk as an officer uses it: a role, a scene, a scan, a key, what was expected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.watch import Watch
from tests.e2e.browser.wedge import scan
from tests.e2e.browser.windows import Windows
from tests.practice.site import free_port, running

Practised = Callable[..., Page]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A practice desk of its own."""
    home, port = tmp_path_factory.mktemp("practice") / "home", free_port()
    with running("practice", "--home", home, "--port", port, port=port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def practised(windows: Windows, base: str, watch: Watch) -> Practised:
    """Opens a window in which somebody chose the first role by key; `address` follows."""

    def opened(*, javascript: bool = True) -> Page:
        page = windows.open(base, javascript=javascript)
        watch.listen(page, base)
        page.goto("/sign-in/")
        if javascript:
            press(page, "F2")
        else:
            page.get_by_role("button", name="Primary inspection officer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who comes to your desk?")
        return page

    return opened


def judged(page: Page, name: str) -> None:
    """Marked as practice, accessible, narrow; and a picture for people."""
    expect(page.locator(".practice-band")).to_be_visible()
    expect(page.locator(".practice-band")).to_contain_text("PRACTICE")
    expect(page.locator(".practice-band")).to_contain_text("BOIKOETLISO")
    assert page.title().startswith(("PRACTICE – ", "BOIKOETLISO – "))
    assert_accessible(page)
    assert_reflows(page)
    picture(page, f"practice-{name}")


def scene(page: Page, title: str) -> None:
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def loaded(page: Page) -> None:
    """The pictures of the documents are there."""
    assert (
        page.evaluate(
            "() => Promise.all([...document.images].map(i => i.decode().then(() => 1, () => 0)))"
        ).count(0)
        == 0
    )


def test_by_keyboard_alone_from_the_role_to_what_was_expected(practised: Practised) -> None:
    page = practised()
    judged(page, "scenes")
    press(page, "F2")
    expect(page.get_by_role("heading", level=1)).to_have_text("A citizen comes home")
    loaded(page)
    judged(page, "scene")
    lead_to("**/desk/inspections/**", page, "F2")
    loaded(page)
    judged(page, "inspection")
    lead_to("**/practise/said/", page, "F2")
    expect(page.locator(".verdict")).to_contain_text("As the desk expected")
    judged(page, "said")
    press(page, "F2")
    expect(page.get_by_role("heading", level=1)).to_have_text("A visitor with a valid passport")


def test_a_zone_is_typed_as_a_scanner_does_and_a_wrong_decision_is_explained(
    practised: Practised,
) -> None:
    page = practised()
    scene(page, "A check digit that does not fit")
    zone = page.locator("#zone-0").inner_text()
    page.get_by_role("link", name="Go to the desk").click()
    expect(page.locator("#zone")).to_be_focused()
    judged(page, "desk")
    scan(page, zone)
    lead_to("**/practise/said/", page, "F2")
    expect(page.get_by_text("Otherwise than the desk expected")).to_be_visible()
    expect(page.get_by_text("a second pair of eyes decides")).to_be_visible()
    judged(page, "said-otherwise")


def test_the_reader_puts_the_next_document_into_the_box(practised: Practised) -> None:
    page = practised()
    scene(page, "A family of four")
    loaded(page)
    judged(page, "family")
    lead_to("**/desk/parties/", page, "F2")
    lead_to("**/desk/parties/*-*/", page, "F2")
    for people in range(1, 5):
        lead_to("**/desk/parties/*-*/", page, "F10")
        expect(page.locator(".party-member")).to_have_count(people)
    judged(page, "party")
    lead_to("**/desk/parties/*-*/", page, "F7")  # both parents of both children are here
    expect(page.get_by_text("Admit: 4")).to_be_visible()
    lead_to("**/practise/said/", page, "F2")
    expect(page.locator(".verdict")).to_contain_text("As the desk expected")
    judged(page, "family-said")


def test_a_bus_without_javascript_and_one_looked_at_singly(
    practised: Practised, tmp_path: Path
) -> None:
    page = practised(javascript=False)
    scene(page, "A bus with its list of passengers")
    with page.expect_download() as got:
        page.get_by_role("link", name="Save the list").click()
    got.value.save_as(tmp_path / "bus.csv")
    page.get_by_role("link", name="Give the list").click()
    page.get_by_label("List of passengers").set_input_files(tmp_path / "bus.csv")
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Begin a party of").click()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("to look at singly").first).to_be_visible()
    page.get_by_role("link", name="What the desk expects").click()
    expect(page.get_by_text("Nothing yet")).to_have_count(1)
    judged_without_script(page)


def judged_without_script(page: Page) -> None:
    expect(page.locator(".practice-band")).to_be_visible()
    assert page.title().startswith("PRACTICE")


def test_every_page_that_the_menu_offers_carries_the_band(practised: Practised) -> None:
    page = practised()
    offered = page.locator(".head-menu a").evaluate_all("all => all.map(a => a.pathname)")
    assert "/desk/" in offered
    assert not {"/network/", "/people/", "/booths/"} & set(offered)
    for address in [*offered, "/no/such/page/", "/practise/begin-again/", "/own/", "/relief/"]:
        page.goto(address)
        expect(page.locator(".practice-band")).to_be_visible()
        assert page.title().startswith("PRACTICE"), address
        assert page.locator("input[type=password]").count() == 0, address


def test_no_page_that_asks_for_a_proof_or_sends_anything_is_there(practised: Practised) -> None:
    page = practised()
    for address in ("/password/", "/confirm/", "/network/", "/people/", "/unlock/"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 404, address


def test_the_band_is_printed_too(practised: Practised) -> None:
    page = practised()
    page.goto("/desk/slips/")
    page.get_by_label("Number plate").fill("A 123 BCD")
    page.get_by_label("How many walk").fill("1")
    page.get_by_label("How many ride").fill("1")
    press(page, "F2")
    expect(page.locator("svg.qr")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".practice-band")).to_be_visible()
    expect(page.locator(".practice-print")).to_be_visible()
    picture(page, "practice-slip-printed")
    page.emulate_media(media="screen")
    judged(page, "slip")


def test_in_sesotho_the_scenes_are_told_in_sesotho(practised: Practised) -> None:
    page = practised()
    page.get_by_role("button", name="Sesotho").click()
    expect(page.get_by_text("Moahi oa Lesotho o khutlela hae")).to_be_visible()
    judged(page, "scenes-sesotho")


def test_the_other_roles_have_their_own_pages_and_lock_means_leaving(practised: Practised) -> None:
    page = practised()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("As whom do you practise?")
    judged(page, "sign-in")
    page.get_by_role("button", name="Customs officer").click()
    expect(page.get_by_text("Your role has no desk")).to_be_visible()
    judged(page, "no-desk")
    page.goto("/desk/tasks/")
    expect(page.locator(".practice-band")).to_be_visible()


@pytest.mark.long
def test_begin_again_throws_away_what_was_practised(practised: Practised, watch: Watch) -> None:
    page = practised()
    scene(page, "A citizen comes home")
    zone = page.locator("#zone-0").inner_text()
    lead_to("**/desk/inspections/**", page, "F2")
    lead_to("**/practise/said/", page, "F2")
    page.goto("/practise/begin-again/")
    judged(page, "begin-again")
    press(page, "F2")
    expect(page.get_by_role("heading", level=1)).to_have_text("The practice desk begins again")
    page.wait_for_url("**/sign-in/", timeout=180_000)
    page.wait_for_load_state()
    press(page, "F2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who comes to your desk?")
    page.goto("/desk/")
    page.fill("#zone", zone)
    page.get_by_role("button", name="Inspect").click()
    expect(page.get_by_text("Admitted")).to_have_count(0)
    assert all("CONNECTION_REFUSED" in each for each in watch.heard)  # while it was away
    watch.heard.clear()
