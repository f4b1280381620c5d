"""Phones let in and taken back, their answers settled: in a browser, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moeli.demo import forms, people, phones
from moeli.platform.access.models import User
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


@pytest.fixture
def opened(open_page: Opened, live_server: object) -> Callable[[str], Page]:
    people.load()
    forms.load()
    phones.load()
    return lambda username: open_page(User.objects.get(username=username))


def good(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible(page)
    assert_reflows(page)
    picture(page, name)


def test_a_phone_its_answers_and_their_runs(opened: Callable[[str], Page]) -> None:
    """One loaded demonstration, three people who look at it."""
    a_phone_is_let_in_by_a_code_and_taken_back(opened)
    whose_phone_it_is_finds_its_runs(opened)
    who_settles_is_told_looks_and_accepts(opened)


def a_phone_is_let_in_by_a_code_and_taken_back(opened: Callable[[str], Page]) -> None:
    page = opened("administrator")
    page.goto("/forms/phones/")
    expect(page.get_by_role("row").filter(has_text="Phone 1")).to_contain_text("Taken back")
    good(page, "phones")
    page.get_by_label("Person").select_option(label="Palesa Invented")
    page.get_by_label("Place").select_option("MPB")
    page.get_by_label("Name of the phone").fill("Phone 3")
    page.get_by_label("Look at a vehicle (fictitious)").check()
    page.get_by_role("button", name="Let it in and show its code").click()
    expect(page.get_by_role("img", name="A square to scan")).to_be_visible()
    good(page, "phone-code")
    page.get_by_role("link", name="Back to the phones").click()
    page.get_by_role("link", name="Take back Phone 3").click()
    good(page, "phone-revoke")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("row").filter(has_text="Phone 3")).to_contain_text("Taken back")


def who_settles_is_told_looks_and_accepts(opened: Callable[[str], Page]) -> None:
    page = opened("supervisor.maseru")
    page.goto("/notices/")
    expect(page.get_by_text("Answers from a phone were set aside")).to_be_visible()
    page.goto("/forms/phones/set-aside/")
    good(page, "set-aside")
    page.get_by_role("link", name="Look at a vehicle (fictitious)").click()
    expect(page.get_by_text("What does not fit")).to_be_visible()
    good(page, "set-aside-one")
    page.get_by_label("Why").fill("The plate was gone")
    page.get_by_role("button", name="Accept as a run").click()
    expect(page.get_by_text("The answers are a run of the form now")).to_be_visible()
    good(page, "set-aside-settled")
    page.goto("/notices/")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()


def whose_phone_it_is_finds_its_runs(opened: Callable[[str], Page]) -> None:
    page = opened("officer.maseru")
    page.goto("/forms/")
    expect(page.get_by_role("link", name="Read (recorded)")).to_have_count(2)
    good(page, "forms-from-a-phone")
    page.get_by_role("link", name="Read (recorded)").first.click()
    expect(page.get_by_text("On a phone")).to_be_visible()
    good(page, "form-answers-from-a-phone")
