"""Signing in by keyboard, managing people and booths, and being told what went wrong."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.platform.access.models import Booth, Grant, User
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.conftest import PASSWORD
from tests.platform.access.conftest import code_now, with_app

Opened = Callable[..., Page]


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    # the browser moves the focus some time after the page has loaded; a test types before that
    expect(page.get_by_label("User name")).to_be_focused()
    page.keyboard.type(username)
    press(page, "Tab")
    page.keyboard.type(password)
    lead_to("**", page, "Enter")


def test_an_officer_signs_in_and_out_by_keyboard(open_page: Opened, officer: User) -> None:
    page = open_page()
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/sign-in/.next=/desk/$"))
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "sign-in")
    with_app(officer)
    expect(page.get_by_label("User name")).to_be_focused()
    page.keyboard.type(officer.username)
    press(page, "Tab")
    page.keyboard.type(PASSWORD)
    lead_to("**", page, "Enter")
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "sign-in-code")
    page.keyboard.type(code_now())
    lead_to("**/desk/", page, "Enter")
    page.get_by_role("button", name="Sign out").focus()
    lead_to("**/sign-in/", page, "Enter")
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_a_wrong_password_is_said_and_the_fifth_locks(open_page: Opened, officer: User) -> None:
    page = open_page()
    sign_in(page, officer.username, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    assert_accessible(page)
    assert_reflows(page)
    for _ in range(4):
        sign_in(page, officer.username, "wrong")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wait before signing in")
    assert_accessible(page)
    picture(page, "locked-out")


def test_the_start_page_shows_what_is_open_to_the_person(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    page = open_page(officer)
    page.goto("/")
    expect(page.locator(".card")).to_have_count(11)
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "start")
    waiting = open_page(person("donor_reader", agency="partners"))
    waiting.goto("/")
    expect(waiting.get_by_text("Nothing is open to you yet")).to_be_visible()
    assert_accessible(waiting)


def test_an_administrator_opens_an_account_and_gives_a_role(
    open_page: Opened, administrator: User
) -> None:
    page = open_page(administrator)
    page.goto("/people/add/")
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    assert_reflows(page)
    page.get_by_label("Name", exact=True).fill("Tumelo Invented")
    page.get_by_label("User name").fill("tumelo.invented")
    page.get_by_label("Agency").select_option(label="Department of Immigration")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_url("**/people/*-*/")
    assert_accessible(page)
    page.get_by_label("Role").select_option(label="Primary inspection officer")
    page.get_by_label("Where").select_option(label="Maseru Bridge")
    page.get_by_label("First day").fill("24/11/2026")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("status")).to_have_text("The role was given.")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "person")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("status")).to_have_text("The role was taken back.")
    assert Grant.objects.exclude(revoked_at=None).get().place == "MSB"


def test_people_are_found_by_name(open_page: Opened, administrator: User, officer: User) -> None:
    page = open_page(administrator)
    page.goto("/people/")
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "people")
    page.get_by_label("Name or user name").fill(officer.username)
    press(page, "Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto("/people/?q=nobody-of-this-name")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    assert_accessible(page)


def test_a_booth_is_enrolled_by_its_link_once(
    open_page: Opened, administrator: User, officer: User
) -> None:
    page = open_page(administrator)
    page.goto("/booths/")
    expect(page.get_by_text("No booth is enrolled yet")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Port of entry").select_option(label="Maseru Bridge")
    page.get_by_label("Name of the booth").fill("Desk 3")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#link").inner_text()
    assert_accessible(page)
    assert_reflows(page)
    desk = open_page(officer)
    desk.goto(link)
    assert_accessible(desk)
    desk.get_by_role("button", name="Yes, enrol this computer").click()
    expect(desk.get_by_role("status")).to_contain_text("now enrolled")
    desk.goto("/desk/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Desk 3")
    page.goto(link)
    page.get_by_role("button", name="Yes, enrol this computer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No longer open")
    page.goto("/booths/")
    picture(page, "booths")
    page.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("status")).to_contain_text("retired")
    assert Booth.objects.get().retired_at


def test_the_password_is_changed_by_its_owner(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    page.goto("/password/")
    assert_accessible(page)
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("another long river")
    page.get_by_label("New password again").fill("another long river")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status")).to_have_text("Your password was changed.")
