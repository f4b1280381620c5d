"""Commuters at the desk: scan, one key, the box again; a scan never decides, F3 ends it."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from moeli.crossings.models import Crossing, Decision
from moeli.crossings.outcomes import Direction
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.crossings.services import open_inspection
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from tests.crossings.parties.conftest import zone
from tests.e2e.browser.hand import lead_to
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.wedge import burst, scan_to

Opened = Callable[..., Page]
LEARNER, OTHER, STRANGER = (zone(number) for number in (21, 22, 23))


def learner(text: str) -> None:
    """A learner's card was recorded on the document at an earlier scan."""
    seen = open_inspection(
        actor=SYSTEM,
        place="MSB",
        desk="Desk 2",
        direction=Direction.ENTRY,
        zone=text,
        reason="primary",
    )
    day = clock.today()
    card = NewPermit(
        kind="learner_card", number="L 1", valid_from=day, valid_to=day + timedelta(days=300)
    )
    record_permit(actor=SYSTEM, inspection_id=seen.id, permit=card)


def commuters(page: Page) -> None:
    page.goto("/desk/")
    lead_to("**/desk/", page, "F3")
    expect(page.get_by_role("button", name="End commuters")).to_be_visible()
    expect(page.locator("#zone")).to_be_focused()


def decides(page: Page) -> None:
    lead_to("**/desk/", page, "F2")
    expect(page.locator("#zone")).to_be_focused()


def test_a_commuter_is_scan_and_one_key_and_a_scan_never_decides(
    open_page: Opened, officer: User, unhurried: None
) -> None:
    learner(LEARNER)
    learner(OTHER)
    page = open_page(officer)
    commuters(page)
    picture(page, "desk-commuters")
    assert_accessible(page)
    assert_reflows(page)
    scan_to("**/inspections/**", page, LEARNER)
    expect(page.locator(".brief")).to_be_visible()
    picture(page, "desk-commuter-brief")
    assert_accessible(page)
    assert_reflows(page)
    burst(page, OTHER, "Enter")
    expect(page.get_by_text("F2 decides this one first")).to_be_visible()
    picture(page, "desk-commuter-next")
    assert not Decision.objects.exists()
    decides(page)
    expect(page.get_by_role("status")).to_contain_text("Admitted at")
    picture(page, "desk-commuter-decided")
    assert Crossing.objects.count() == 1
    scan_to("**/inspections/**", page, OTHER)
    expect(page.locator(".brief")).to_be_visible()
    decides(page)
    lead_to("**/inspections/**", page, "F10")
    assert Crossing.objects.standing().count() == 1


def test_a_reload_after_the_key_asks_for_the_box_and_records_nothing_more(
    open_page: Opened, officer: User
) -> None:
    learner(LEARNER)
    page = open_page(officer)
    commuters(page)
    scan_to("**/inspections/**", page, LEARNER)
    expect(page.locator(".brief")).to_be_visible()
    decides(page)
    page.reload()
    expect(page).to_have_url(re.compile("/desk/$"))
    expect(page.locator("#zone")).to_be_focused()
    assert Crossing.objects.count() == 1


def test_who_is_not_clean_is_seen_whole_and_one_key_ends_the_way(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    commuters(page)
    scan_to("**/inspections/**", page, STRANGER)
    expect(page.get_by_text("Look at the whole inspection")).to_be_visible()
    expect(page.locator(".brief")).to_have_count(0)
    picture(page, "desk-commuter-whole")
    assert_accessible(page)
    assert_reflows(page)
    lead_to("**/inspections/**", page, "F3")
    expect(page.get_by_role("button", name="End commuters")).to_have_count(0)


def test_without_javascript_the_box_comes_back_by_its_button(
    open_page: Opened, officer: User
) -> None:
    learner(LEARNER)
    page = open_page(officer, javascript=False)
    page.goto("/desk/")
    page.get_by_role("button", name="Commuters: scan and one key").click()
    page.locator("#zone").fill(LEARNER)
    page.get_by_role("button", name="Inspect").click()
    # Nothing says that a machine read it: typed, and so looked at whole.
    expect(page.get_by_text("Look at the whole inspection")).to_be_visible()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_role("status")).to_contain_text("Admitted at")
    expect(page.locator("#zone")).to_be_visible()
    page.get_by_role("button", name="End commuters").click()
    expect(page.get_by_role("button", name="Commuters: scan and one key")).to_be_visible()
