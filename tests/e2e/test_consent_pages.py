"""Standing consent as the officer records it and the supervisor ends it: keys, no script needed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moeli.crossings.consents.models import Consent
from moeli.platform.access.models import User
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.e2e.browser.hand import press
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import scan_to

Opened = Callable[..., Page]
LEARNER = zone(31, CHILD_BORN)


def judged(page: Page, name: str) -> None:
    picture(page, name)
    assert_accessible(page)
    assert_reflows(page)


def at_the_consents(page: Page) -> None:
    page.goto("/desk/")
    expect(page.locator("#zone")).to_be_focused()
    scan_to("**/inspections/**", page, LEARNER)
    page.get_by_role("link", name="Standing consent").click()
    page.wait_for_url("**/consents/")


def test_it_is_recorded_and_ended_at_a_later_look(
    open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    page = open_page(officer)
    at_the_consents(page)
    expect(page.get_by_text("None is recorded for this document yet.")).to_be_visible()
    expect(page.get_by_label("Who consented", exact=True)).to_be_focused()
    judged(page, "consents-empty")
    press(page, "F2")
    expect(page.get_by_role("alert")).to_be_visible()
    judged(page, "consents-amiss")
    page.get_by_label("Who consented", exact=True).select_option("parent")
    page.get_by_label("Name of who consented").fill("Mpho Drawn")
    page.get_by_label("Paper that shows it").select_option("consent_letter")
    page.get_by_label("First day").fill("1/11/2026")
    page.get_by_label("Last day").fill("31/10/2027")
    page.locator("[name=school]").fill("Fictitious Primary")
    press(page, "F2")
    expect(page.get_by_text("Mpho Drawn")).to_be_visible()
    judged(page, "consents")
    supervisor = open_page(person("shift_supervisor", "MSB"))
    at_the_consents(supervisor)
    judged(supervisor, "consents-supervisor")
    supervisor.get_by_label("Why it is withdrawn").select_option(label="Taken back by who gave it")
    supervisor.get_by_role("button", name="Withdraw").click()
    expect(supervisor.get_by_text("None is recorded")).to_be_visible()
    assert Consent.objects.get().withdrawn_because == "taken_back"
