"""Work in progress and notices as people meet them: by keyboard, narrow, without JavaScript."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.services import enqueue
from moeli.platform.notices.models import Notice
from moeli.platform.notices.services import raise_notice
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


def asked(name: str, place: str = "", **now: object) -> JobRow:
    with transaction.atomic():
        job = enqueue(actor=SYSTEM, job=name, place=place)
    if now.get("state") in {"failed", "done", "cancelled"}:
        now["ended_at"] = clock.now()
    JobRow.objects.filter(id=job.id).update(**now)
    return job


@pytest.fixture
def work(live_server: object) -> list[JobRow]:
    """One of each."""
    return [
        asked("notices.deliver", state="running", done=340, total=1250),
        asked("notices.escalate", place="MSB", error="ConnectionError", attempts=1),
        asked("jobs.forget", state="failed", error="worker_died", done=3),
        asked("jobs.forget", state="done", done=12, total=12),
    ]


@pytest.fixture
def supervisor(person: Callable[..., User]) -> User:
    return person("shift_supervisor", "MSB")


def test_work_in_progress_is_seen_and_moves_by_itself(
    open_page: Opened, administrator: User, work: list[JobRow]
) -> None:
    page = open_page(administrator)
    page.goto("/work/")
    bar = page.get_by_role("progressbar").first
    expect(bar).to_have_attribute("value", "340")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "work")
    JobRow.objects.filter(id=work[0].id).update(done=900)
    button = page.get_by_role("button", name="Cancel Tell people")
    button.focus()
    expect(bar).to_have_attribute("value", "900")
    expect(button).to_be_focused()
    JobRow.objects.filter(id=work[0].id).update(state="done", done=1250, ended_at=clock.now())
    expect(page.locator(f"#job-{work[0].id}")).to_contain_text("Done")
    assert_accessible(page)


def test_work_is_cancelled_and_tried_again_by_keyboard(
    open_page: Opened, administrator: User, work: list[JobRow]
) -> None:
    page = open_page(administrator)
    page.goto("/work/")
    page.get_by_role("button", name="Cancel Pass on").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Cancelled.")
    page.get_by_role("button", name="Try again Pass on").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("tried again")
    work[1].refresh_from_db()
    assert work[1].state == "waiting"


def test_work_is_seen_and_cancelled_without_javascript(
    open_page: Opened, administrator: User, work: list[JobRow]
) -> None:
    page = open_page(administrator, javascript=False)
    page.goto("/work/")
    JobRow.objects.filter(id=work[0].id).update(done=900)
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_role("progressbar").first).to_have_attribute("value", "900")
    page.get_by_role("button", name="Cancel Tell people").click()
    expect(page.get_by_role("status").first).to_be_visible()
    work[0].refresh_from_db()
    assert work[0].state == "cancelling"


def test_where_nothing_runs_the_page_says_so(open_page: Opened, administrator: User) -> None:
    page = open_page(administrator)
    page.goto("/work/")
    expect(page.get_by_text("Nothing is running")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_notice_is_found_and_taken_on_by_keyboard(
    open_page: Opened, supervisor: User, javascript: bool
) -> None:
    for cause, place in (("one", "MSB"), ("two", "MSB"), ("two", "MSB"), ("three", "")):
        raise_notice(kind="access.locked_out", place=place, cause=cause)
    Notice.objects.filter(cause="one").update(
        escalated_at=clock.now(), escalated_to="system_administrator"
    )
    page = open_page(supervisor, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="3 notices wait").press("Enter")
    page.wait_for_url("**/notices/")
    if javascript:
        assert_accessible(page)
        assert_reflows(page)
        picture(page, "notices")
    page.get_by_role("button", name="I take this on").first.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You have taken it on")
    expect(page.get_by_role("link", name="2 notices wait")).to_be_visible()
    expect(page.get_by_role("region", name="Before")).to_contain_text("Lineo Fictional")
    if javascript:
        assert_accessible(page)
        assert_reflows(page)
        picture(page, "notices-after")


def test_where_one_can_be_reached_is_given_and_mended(open_page: Opened, supervisor: User) -> None:
    page = open_page(supervisor)
    page.goto("/notices/")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Be told by e-mail or SMS").press("Enter")
    page.get_by_label("Mobile telephone").fill("58001234")
    page.get_by_role("button", name="Keep").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "notice-contact")
    page.get_by_label("Mobile telephone").fill("+266 5800 1234")
    page.get_by_role("button", name="Keep").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Kept.")
    page.goto("/notices/contact/")
    expect(page.get_by_label("Mobile telephone")).to_have_value("+26658001234")


def test_in_sesotho_the_pages_are_accessible_and_narrow(
    open_page: Opened, supervisor: User, work: list[JobRow]
) -> None:
    raise_notice(kind="access.locked_out", place="MSB", cause="one")
    page = open_page(supervisor)
    page.goto("/")
    page.get_by_role("button", name="Sesotho").click()
    expect(page.locator("html")).to_have_attribute("lang", "st")
    for address in ("/work/", "/notices/", "/notices/contact/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "st")
        assert_accessible(page)
        assert_reflows(page)
