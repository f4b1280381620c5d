"""A page of a party is locked while scans wait: nothing of them is seen, and nothing is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from moeli.crossings.parties.models import PartyMember
from moeli.platform import clock
from moeli.platform.access.models import User
from tests.crossings.parties.conftest import zone
from tests.e2e.browser.hand import lead_to
from tests.e2e.browser.link import back, cut, forgive
from tests.e2e.browser.look import assert_accessible
from tests.e2e.browser.party import PARTY, UNREAD, begin
from tests.e2e.browser.watch import Watch
from tests.e2e.browser.wedge import burst
from tests.e2e.conftest import PASSWORD
from tests.platform.access.conftest import code_now, with_app

Opened = Callable[..., Page]


@pytest.fixture
def party(open_page: Opened, officer: User, watch: Watch) -> Iterator[Page]:
    """A page on which one person is in the party; its link will be cut."""
    page = open_page(with_app(officer), once=True)
    begin(page)
    yield page
    forgive(watch)


def unlock(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Locked")
    assert "DRAWN" not in page.content()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code", exact=True).fill(code_now())
    lead_to(PARTY, page, "Enter")


@pytest.mark.parametrize("minutes", [0, 30])
def test_locked_without_a_link_shows_nothing_and_the_scans_go_in_afterwards(
    party: Page, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    cut(party)
    for number in (2, 3):
        burst(party, zone(number), "Enter")
    expect(party.get_by_text("Scans that wait for the link: 2")).to_be_visible()
    party.get_by_role("button", name="Lock").click()
    expect(party.get_by_text("Locked. The link is cut")).to_be_visible()
    assert "DRAWN" not in party.content()
    assert_accessible(party)
    present = clock.now
    monkeypatch.setattr(clock, "now", lambda: present() + timedelta(minutes=minutes))
    back(party)
    unlock(party)
    expect(party.locator(".party-member")).to_have_count(3)
    assert PartyMember.objects.count() == 3


def test_what_stands_in_the_box_comes_back_after_a_page_that_locked_itself(party: Page) -> None:
    party.clock.install()
    party.reload()
    burst(party, UNREAD, "Enter")
    expect(party.get_by_text("Scans that could not be used: 1")).to_be_visible()
    party.clock.fast_forward(10 * 60 * 1000)
    unlock(party)
    expect(party.locator("#zone")).to_have_value(UNREAD)
    expect(party.get_by_text("Scans that could not be used: 1")).to_be_visible()
