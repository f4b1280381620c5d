"""Document and stay as the officer sees them, and a person without any document, by key and pen."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from moeli.crossings.models import Crossing
from moeli.platform import clock
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.desk.conftest import CITIZEN, FOREIGN
from tests.e2e.browser.hand import press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture

Opened = Callable[..., Page]


def inspect(page: Page, zone: str, way: str = "Entry") -> None:
    page.goto("/desk/")
    page.locator(f"label:has-text('{way}')").first.click()
    page.locator("#zone").fill(zone)
    page.get_by_role("button", name="Inspect").click()
    page.wait_for_url("**/inspections/**")


def looked_at(page: Page, name: str) -> None:
    picture(page, name)
    assert_accessible(page)
    assert_reflows(page)


def test_a_visitor_has_days_a_citizen_none(open_page: Opened, officer: User) -> None:
    page = open_page(officer)
    inspect(page, FOREIGN)
    expect(page.get_by_text("90 days left")).to_be_visible()
    page.get_by_text("Rule and arithmetic").click()
    looked_at(page, "stay-visitor")
    inspect(page, CITIZEN)
    expect(page.get_by_text("Citizen: no days are counted")).to_be_visible()
    looked_at(page, "stay-citizen")


def test_a_stamp_a_permit_and_answers_change_what_the_page_says(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    page = open_page(officer)
    inspect(page, FOREIGN, "Exit")
    page.get_by_role("link", name="Last stamp seen").click()
    page.get_by_label("Port on the stamp").select_option("MPB")
    day = clock.today() - timedelta(days=99)
    page.get_by_label("Day on the stamp").fill(f"{day:%d/%m/%Y}")
    looked_at(page, "stay-stamp")
    page.get_by_label("Number on the stamp").press("F2")
    expect(page.get_by_text("10 days too long")).to_be_visible()
    looked_at(page, "stay-to-check")
    inspect(page, FOREIGN)
    page.get_by_role("link", name="Permits and visas").click()
    page.get_by_label("Kind").select_option("residence_permit")
    page.get_by_role("textbox", name="Number").fill("R 4711")
    page.get_by_label("First day").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Last day").fill(f"{clock.today() + timedelta(days=300):%d/%m/%Y}")
    press(page, "F2")
    expect(page.get_by_text("R 4711")).to_be_visible()
    looked_at(page, "stay-permits")
    supervisor = open_page(person("shift_supervisor", "MSB"))
    supervisor.goto(page.url)
    expect(supervisor.get_by_role("button", name="Withdraw")).to_be_visible()
    looked_at(supervisor, "stay-permits-supervisor")
    press(page, "Escape")
    expect(page.get_by_text(re.compile(r"^Until \d"))).to_be_visible()
    page.get_by_role("link", name="Class").click()  # a resident is asked nothing
    page.get_by_label("Class of traveller").select_option("visitor")
    page.get_by_role("button", name="Show its questions").click()
    page.get_by_label("Purpose of the journey").fill("Visiting nobody in particular")
    page.get_by_label("R: does not want to be sent back").check()
    looked_at(page, "stay-questions")
    press(page, "F2")
    expect(page.get_by_text("Refer (R)")).to_be_visible()
    expect(page.get_by_text("F9")).to_have_count(0)
    looked_at(page, "stay-answered")


def test_a_person_without_document_comes_home_without_javascript(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    first, second = (
        open_page(officer, javascript=False),
        open_page(person("primary_officer", "MSB")),
    )
    first.goto("/desk/")
    first.get_by_role("link", name="No document at all").click()
    first.get_by_label("Name and family name").fill("Thato Drawn")
    first.get_by_label("Village and district").fill("Ha Invented, Leribe")
    first.get_by_label("Name of the chief").fill("Morena Drawn")
    picture(first, "identification-questions")
    first.get_by_role("button", name="Keep the answers").click()
    first.get_by_label("Who or what vouches").select_option("chief_called")
    first.get_by_label("Name and telephone").fill("Morena Drawn, 5900 0000")
    picture(first, "identification-voucher")
    second.goto("/desk/identifications/")
    looked_at(second, "identifications")
    second.locator(".permit-list a").click()
    expect(second.get_by_text("Without a voucher nobody is confirmed.")).to_be_visible()
    assert_accessible(second)
    first.get_by_role("button", name="Enter the voucher").click()
    expect(first.get_by_text("Waits for a second officer")).to_be_visible()
    second.reload()
    looked_at(second, "identification-second")
    second.get_by_role("button", name="This person is identified").click()
    expect(second.get_by_text("Confirmed by a second officer")).to_be_visible()
    first.reload()
    picture(first, "identification-confirmed")
    first.get_by_role("button", name="Admit").click()
    expect(first.get_by_role("status")).to_contain_text("Admitted at")
    assert Crossing.objects.get().nationality == "LSO"
    assert verify().sound
