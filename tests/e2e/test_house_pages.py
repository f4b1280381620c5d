"""What holds for every page: languages, error pages, high contrast, print, weight."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page, Response, expect

from moeli.demo.specimens import specimens
from moeli.platform.access.models import User
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]
BUDGET = 60_000  # bytes of a whole page, compressed (DESIGN: budgets)


def test_the_page_goes_on_in_sesotho(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    page.get_by_role("button", name="Sesotho").click()
    page.wait_for_url("**/desk/")
    expect(page.locator("html")).to_have_attribute("lang", "st")
    expect(page.locator("label[for=zone]")).not_to_have_text("Scan the document")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "desk-sesotho")


def test_absent_and_forbidden_look_the_same(
    open_page: Opened, officer: User, list_owner: User
) -> None:
    page = open_page(officer)
    page.goto("/there-is-no-such-page/")
    absent = page.locator("main").inner_text()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "absent")
    page.goto("/people/")
    assert page.locator("main").inner_text() == absent


def test_without_a_journal_the_page_shows_nothing(
    open_page: Opened, officer: User, broken_journal: Callable[[], None]
) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    page.fill("#zone", specimens()["td1"].zone)
    page.get_by_role("button", name="Inspect").click()
    page.wait_for_url("**/inspections/**")
    broken_journal()
    answer = page.reload()
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("Not available now")
    expect(page.get_by_text("ERIKSSON")).to_have_count(0)
    assert_accessible(page)


@pytest.fixture
def broken_journal() -> Iterator[Callable[[], None]]:
    """Takes the table of entries away, and gives it back after the test."""
    renamed: list[str] = []

    def broken() -> None:
        _rename("moeli_journal_entry", "moeli_journal_entry_lost")
        renamed.append("moeli_journal_entry")

    yield broken
    for name in renamed:
        _rename(f"{name}_lost", name)


def _rename(name: str, new: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {new}")


def test_the_desk_can_be_read_in_forced_colours(open_page: Opened, officer: User) -> None:
    page = open_page(officer, forced_colors="active", reduced_motion="reduce")
    page.goto("/desk/")
    assert_accessible(page)
    expect(page.get_by_role("button", name="Inspect")).to_be_visible()


def test_a_page_is_light_and_tells_the_browser_to_keep_nothing(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    for address in ("/", "/desk/", "/ports/"):
        light(page, address)
    headers = light(page, "/desk/").all_headers()
    assert "no-store" in headers["cache-control"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def light(page: Page, address: str) -> Response:
    """The whole page keeps to its budget; its first answer."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    bodies = [answer.body() for answer in answers if not 300 <= answer.status < 400]
    assert sum(len(gzip.compress(body)) for body in bodies) < BUDGET, address
    return answers[0]


def test_a_page_left_open_too_long_says_so(open_page: Opened) -> None:
    page = open_page()
    light(page, "/sign-in/")
    page.context.clear_cookies()
    page.get_by_label("User name").fill("somebody")
    page.get_by_label("Password").fill("something")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page was open too long")
    assert_accessible(page)
