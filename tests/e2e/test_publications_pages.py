"""Publishing, approving, acknowledging and going back, as people do it in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from moeli.platform.access.models import User
from tests import publishing
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.platform.publications.tables import row, table

Opened = Callable[..., Page]
CHANNEL = f"/publications/channels/{publishing.CHANNEL}/"


@pytest.fixture
def first(person: Callable[..., User]) -> User:
    return person("immigration_hq")


@pytest.fixture
def other(person: Callable[..., User]) -> User:
    return person("immigration_hq")


def good(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible(page)
    assert_reflows(page)


def upload(page: Page, content: bytes, folder: Path) -> None:
    file = folder / "rules.toml"
    file.write_bytes(content)
    page.goto(CHANNEL)
    page.get_by_role("link", name="Upload a new version").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Check and compare").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_person_uploads_another_approves_and_it_is_in_force(
    open_page: Opened, first: User, other: User, tmp_path: Path, javascript: bool
) -> None:
    page = open_page(first, javascript=javascript)
    upload(page, table(45, 20), tmp_path)
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_label("Why it shall be published").fill("Fictitious order 4/2026")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_text("Another person must look at it")).to_be_visible()

    second = open_page(other, javascript=javascript)
    second.goto("/approvals/")
    second.get_by_role("link", name="Publish a new version").first.click()
    second.get_by_label("Why").fill("Compared with the order")
    second.get_by_role("button", name="Yes, I approve").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Do you approve this?")
    second.get_by_role("button", name="Yes, approve").click()
    expect(second.get_by_text("You said yes.")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Publish and sign").click()
    expect(page.get_by_text("The version is published and signed.")).to_be_visible()
    expect(page.locator(".state", has_text="Verified")).to_be_visible()


def test_every_page_on_the_way_is_accessible_and_narrow(
    open_page: Opened, first: User, other: User, tmp_path: Path
) -> None:
    page = open_page(first)
    page.goto("/publications/")
    good(page)
    page.goto(f"{CHANNEL}upload/")
    good(page)
    page.get_by_role("button", name="Check and compare").click()
    expect(page.get_by_role("alert")).to_be_focused()
    good(page)
    upload(page, table(45, 20), tmp_path)
    good(page)
    picture(page, "publication-upload")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("alert")).to_be_focused()
    good(page)
    page.get_by_label("Why it shall be published").fill("Fictitious order 4/2026")
    page.get_by_role("button", name="Ask for approval").click()
    good(page)
    second = open_page(other)
    second.goto("/approvals/")
    good(second)
    picture(second, "approvals")
    second.get_by_role("link", name="Publish a new version").first.click()
    good(second)
    picture(second, "approval")
    second.get_by_role("button", name="No", exact=True).click()
    expect(second.get_by_role("alert")).to_be_focused()
    good(second)
    second.get_by_label("Why").fill("The figure is not that of the order")
    second.get_by_role("button", name="No", exact=True).click()
    good(second)
    picture(second, "approval-check")
    second.get_by_role("button", name="Yes, say no").click()
    good(second)
    page.reload()
    expect(page.get_by_role("link", name="It was asked before")).to_be_visible()


def test_poison_says_what_is_wrong_and_leads_nowhere(
    open_page: Opened, first: User, tmp_path: Path
) -> None:
    page = open_page(first)
    poison = table(source="O\u0433der\u202e 4/6202", minutes=9000) + row("gate", 1).encode()
    upload(page, poison, tmp_path)
    expect(page.get_by_text("hidden mark turns the direction").first).to_be_visible()
    expect(page.get_by_role("button", name="Ask for approval")).to_have_count(0)
    good(page)
    picture(page, "publication-poison")


def test_what_is_unusual_asks_for_an_override(
    open_page: Opened, first: User, tmp_path: Path
) -> None:
    rows = [row("history_shown", n % 90, f"20{n}-01-01", f"20{n + 1}-01-01") for n in range(20, 60)]
    last = row("history_shown", 9, "2060-01-01") + row("inspection_valid_minutes", 30)
    page = open_page(first)
    upload(page, ("".join(rows) + last).encode(), tmp_path)
    expect(page.get_by_text("Far more rows are added than usual.")).to_be_visible()
    page.get_by_label("Why it shall be published").fill("Fictitious order 4/2026")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("alert")).to_contain_text("goes beyond the usual bounds")
    good(page)
    picture(page, "publication-bounds")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()


def test_an_officer_reads_and_acknowledges_with_the_keyboard_alone(
    open_page: Opened, officer: User
) -> None:
    publishing.versions(2)
    page = open_page(officer)
    page.goto("/")
    banner = page.get_by_role("link", name="1 version waits for your acknowledgement")
    good(page)
    picture(page, "acknowledge-banner")
    banner.press("Enter")
    page.get_by_role("link", name="Rules of the desk, version 2").focus()
    good(page)
    lead_to("**/publications/versions/**", page, "Enter")
    know = page.get_by_role("button", name="I have read it")
    for _ in range(40):
        if know.evaluate("each => each === document.activeElement"):
            break
        press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_text("Acknowledged. Thank you.")).to_be_visible()
    good(page)
    page.goto("/publications/to-acknowledge/")
    expect(page.get_by_text("You know everything that is in force")).to_be_visible()
    good(page)


def test_the_version_and_the_way_back(
    open_page: Opened, first: User, person: Callable[..., User]
) -> None:
    publishing.versions(3)
    supervisor = open_page(person("shift_supervisor", "MSB"))
    supervisor.goto(CHANNEL)
    supervisor.get_by_role("link", name="Version 3").click()
    supervisor.get_by_role("button", name="My post knows it").click()
    expect(supervisor.get_by_text("Your post knows it")).to_be_visible()
    page = open_page(first)
    page.goto(CHANNEL)
    good(page)
    picture(page, "publication-versions")
    page.get_by_role("link", name="Version 3").click()
    good(page)
    picture(page, "publication-version")
    page.go_back()
    page.get_by_role("link", name="Version 1").click()
    page.get_by_role("link", name="Go back to this version").click()
    good(page)
    picture(page, "publication-back")
    page.get_by_label("Why the earlier version").fill("The figure was a slip")
    page.get_by_role("button", name="Go back now").click()
    expect(page.get_by_text("in force again, under a new number")).to_be_visible()
    good(page)
    page.goto("/publications/")
    good(page)
    picture(page, "publications")


def test_a_version_prints_without_its_buttons(open_page: Opened, first: User) -> None:
    (version,) = publishing.versions(1)
    page = open_page(first)
    page.goto(f"/publications/versions/{version.id}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Fetch the file")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_hidden()
    expect(page.get_by_text("Who has it and who knows it").first).to_be_visible()
    picture(page, "publication-print")
