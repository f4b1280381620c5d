"""Second factors in a real browser: app, passkey, security key, codes; every page judged."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django import Settings

from moeli.platform import clock
from moeli.platform.access.models import AcceptedCode, User
from moeli.platform.access.sessions import By
from moeli.platform.journal.models import Entry
from tests.e2e.browser.hand import lead_to
from tests.e2e.browser.keys import VirtualKey
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.conftest import PASSWORD
from tests.e2e.test_access_pages import sign_in
from tests.platform.access.conftest import code_now, with_app

Opened = Callable[..., Page]


def judged(page: Page, name: str = "") -> None:
    assert_accessible(page)
    assert_reflows(page)
    if name:
        picture(page, name)


def type_code(page: Page, code: str) -> None:
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    page.keyboard.type(code)
    lead_to("**", page, "Enter")


def arrived(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")


def shown_secret(page: Page) -> str:
    return page.locator("#secret").inner_text()


def test_whoever_needs_one_adds_an_app_before_anything_else(
    open_page: Opened, officer: User
) -> None:
    page = open_page()
    sign_in(page, officer.username)
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a second factor first")
    judged(page, "own-first-factor")
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/own/$"))
    page.get_by_role("link", name="Add an app").press("Enter")
    expect(page.locator("svg.qr")).to_be_visible()
    judged(page, "own-app")
    box = page.locator("svg.qr").bounding_box()
    assert box
    assert box["width"] > 150
    type_code(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("wrong or was used")
    judged(page)
    page.get_by_label("Code", exact=True).fill(code_now(shown_secret(page)))
    lead_to("**", page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    judged(page, "own-codes")
    page.reload()
    expect(page.get_by_text("10 codes are left")).to_be_visible()
    judged(page)
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/desk/$"))


def test_an_app_is_added_without_javascript(open_page: Opened, officer: User) -> None:
    page = open_page(javascript=False)
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add an app").click()
    page.get_by_label("Code", exact=True).fill(code_now(shown_secret(page)))
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("User name")).to_be_visible()
    AcceptedCode.objects.all().delete()
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This browser cannot use keys here")).to_be_visible()


def test_a_code_is_taken_once_and_the_page_says_what_to_do(
    open_page: Opened, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()  # a code lives half a minute, which a busy machine may need
    monkeypatch.setattr(clock, "now", lambda: moment)
    with_app(officer)
    first, second = open_page(), open_page()
    code = code_now()
    sign_in(first, officer.username)
    type_code(first, code)
    arrived(first)
    sign_in(second, officer.username)
    type_code(second, code)
    expect(second.get_by_role("alert")).to_contain_text("Wait for the next one")
    judged(second, "sign-in-code-used")
    for _ in range(4):
        second.get_by_label("Code", exact=True).fill("000000")
        lead_to("**", second, "Enter")
    second.get_by_label("Code", exact=True).fill("000000")
    lead_to("**", second, "Enter")
    expect(second.get_by_role("alert")).to_contain_text("wrong too often")
    judged(second)


def test_a_security_key_is_added_and_signs_in_after_the_password(
    open_page: Opened, officer: User
) -> None:
    page = open_page()
    sign_in(page, officer.username)
    key = VirtualKey(page)
    page.get_by_role("link", name="Add a key").click()
    judged(page, "own-key")
    page.get_by_label("Name of the key").fill("Key ring")
    page.get_by_role("button", name="Touch the key now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/own/")
    expect(page.get_by_role("link", name="Remove Key ring")).to_be_visible()
    judged(page, "own")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, officer.username)
    page.get_by_role("button", name="Use a passkey or security key").click()
    arrived(page)
    assert len(key.credentials()) == 1
    assert Entry.objects.filter(verb="access.factor_used", actor=str(officer.id)).exists()
    key.pull_out()
    page.get_by_role("button", name="Sign out", exact=True).click()
    VirtualKey(page)
    sign_in(page, officer.username)
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.get_by_role("alert")).to_contain_text("The key did not answer")
    judged(page)


def test_a_passkey_signs_in_alone(open_page: Opened, officer: User) -> None:
    page = open_page()
    sign_in(page, officer.username)
    VirtualKey(page, passkey=True)
    page.goto("/own/keys/add/")
    page.get_by_label("A passkey").check()
    page.get_by_role("button", name="Touch the key now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")
    entry = Entry.objects.filter(verb="access.signed_in").order_by("-sequence")[0]
    assert entry.actor == str(officer.id)
    page.get_by_role("button", name="Sign out", exact=True).click()
    User.objects.filter(id=officer.id).update(is_active=False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This account is closed")).to_be_visible()
    judged(page)


def test_the_last_factor_stays_and_another_may_go(open_page: Opened, officer: User) -> None:
    with_app(officer)
    page = open_page()
    sign_in(page, officer.username)
    type_code(page, code_now())
    arrived(page)
    page.goto("/own/app/remove/")
    expect(page.get_by_text("Add another one first")).to_be_visible()
    judged(page, "own-remove-app")
    VirtualKey(page)
    page.goto("/own/keys/add/")
    page.get_by_role("button", name="Touch the key now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/own/app/remove/")
    page.get_by_role("button", name="Remove the app").click()
    expect(page.get_by_role("status")).to_have_text("The authenticator app is removed.")
    page.get_by_role("link", name="Remove Key 1").click()
    judged(page)
    page.get_by_role("button", name="Remove the key").click()
    expect(page.get_by_role("alert")).to_contain_text("Add another one first")
    judged(page)
    assert Authenticator.objects.filter(user=officer, type="webauthn").count() == 1


def test_something_grave_asks_again(
    open_page: Opened, administrator: User, officer: User, settings: Settings
) -> None:
    with_app(administrator)
    page = open_page(administrator, by=By.RELIEF)
    page.goto(f"/people/{officer.id}/")
    page.get_by_label("Badge number").fill("BADGE-0001")
    page.get_by_role("button", name="Give this badge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm who you are")
    judged(page, "confirm")
    type_code(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("wrong or was used")
    judged(page)
    page.get_by_label("Code", exact=True).fill(code_now())
    lead_to(f"**/people/{officer.id}/", page, "Enter")
    page.get_by_label("Badge number").fill("BADGE-0001")
    page.get_by_role("button", name="Give this badge").click()
    expect(page.get_by_role("status")).to_have_text("The badge is hers now.")
    judged(page)
    page.get_by_role("button", name="Revoke the badge").click()
    expect(page.get_by_role("status")).to_have_text("The badge opens nothing any more.")


def test_new_codes_and_a_pin(open_page: Opened, officer: User) -> None:
    with_app(officer)
    page = open_page(officer)
    page.goto("/own/codes/new/")
    judged(page)
    page.get_by_role("button", name="Make new codes").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/own/pin/")
    judged(page, "own-pin")
    page.get_by_label("New PIN", exact=True).fill("123456")
    page.get_by_label("New PIN again").fill("123456")
    page.get_by_role("button", name="Set the PIN").click()
    expect(page.get_by_role("alert")).to_contain_text("neither a row like 123456")
    judged(page)
    page.get_by_label("New PIN", exact=True).fill("492716")
    page.get_by_label("New PIN again").fill("492717")
    page.get_by_role("button", name="Set the PIN").click()
    expect(page.get_by_role("alert")).to_contain_text("differ")
    judged(page)
    page.get_by_label("New PIN", exact=True).fill("492716")
    page.get_by_label("New PIN again").fill("492716")
    lead_to("**", page, "Enter")
    expect(page.get_by_role("status")).to_have_text("Your PIN is set.")
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("You are signed out everywhere.")).to_be_visible()
