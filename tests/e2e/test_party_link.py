"""Scans into a party and the link: each is in the party or waits in sight, once and in order."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from moeli.crossings.parties.models import Party, PartyMember
from moeli.platform.access.models import Draft, User
from tests.e2e.browser.hand import lead_to, press
from tests.e2e.browser.link import Slow, answer_is_lost, back, cut, fails, fails_to_take, forgive
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.party import PARTY, UNREAD, begin, in_the_party, scans, waits
from tests.e2e.browser.watch import Watch
from tests.e2e.browser.wedge import burst

Opened = Callable[..., Page]
NEW = "k" * 32


@pytest.fixture(autouse=True)
def _cut_links_are_heard_of(watch: Watch) -> Iterator[None]:
    yield
    forgive(watch)


def test_scans_made_without_a_link_wait_in_sight_and_go_in_when_it_is_back(party: Page) -> None:
    cut(party)
    scans(party, 2, 3, 4)
    waits(party, 3, "gone")
    assert PartyMember.objects.count() == 1
    picture(party, "party-waiting")
    assert_accessible(party)
    assert_reflows(party)
    back(party)
    in_the_party(party, 4)
    numbers = PartyMember.objects.order_by("position").values_list("inspection_id", flat=True)
    assert list(numbers) == sorted(numbers)  # their ids grow with time
    shown = party.locator(".party-member .mono").all_inner_texts()
    assert shown == [f"M0000000{number}" for number in range(1, 5)]


def test_a_scan_whose_answer_was_lost_is_sent_again_and_is_in_the_party_once(party: Page) -> None:
    party.route(PARTY, answer_is_lost)
    scans(party, 2)
    waits(party, 1, "gone")
    assert PartyMember.objects.count() == 2
    party.unroute(PARTY)
    press(party, "F10")
    in_the_party(party, 2)
    expect(party.get_by_role("alert")).to_have_count(0)
    scans(party, 2)  # and who scans one twice is told so
    expect(party.get_by_role("alert")).to_contain_text("in the party already")
    assert PartyMember.objects.count() == 2


def test_scans_that_a_failing_server_answers_wait_for_the_next_try(party: Page) -> None:
    party.route(PARTY, fails)
    scans(party, 2, 3)
    waits(party, 2, "gone")
    assert party.url.count("/parties/") == 1
    party.unroute(PARTY)
    in_the_party(party, 3)  # by itself


def test_an_answer_that_never_comes_is_a_cut_link(party: Page) -> None:
    party.evaluate(_IS_SOON_OUT_OF_PATIENCE)
    link = Slow(party, PARTY)
    scans(party, 2, 3)
    waits(party, 2, "gone")
    link.answer()  # to what nobody waits for any more, and to what is sent now
    in_the_party(party, 3)
    expect(party.get_by_role("alert")).to_have_count(0)


def is_token(cookie: Mapping[str, Any]) -> bool:
    """The one that forms must answer to: signing in draws it anew."""
    return cookie["name"] == "csrftoken"


def test_who_is_signed_out_keeps_the_page_and_her_scans_until_she_is_back(
    party: Page, open_page: Opened, officer: User, person: Callable[..., User]
) -> None:
    hers = party.context.cookies()
    party.context.clear_cookies()
    scans(party, 2, 3)
    waits(party, 2, "shut")
    expect(party.get_by_role("link", name="Sign in or unlock in a new window")).to_be_visible()
    picture(party, "party-signed-out")
    assert_accessible(party)
    assert_reflows(party)
    other = open_page(person("primary_officer", "MSB"))
    other.goto("/desk/parties/")
    party.context.add_cookies(other.context.cookies())  # another officer signs in here
    press(party, "F10")
    waits(party, 2, "shut")
    assert PartyMember.objects.count() == 1
    party.context.clear_cookies()
    party.context.add_cookies([each | {"value": NEW} if is_token(each) else each for each in hers])
    press(party, "F10")
    in_the_party(party, 3)


def test_who_is_signed_out_while_one_could_not_be_used_is_told_and_keeps_it(party: Page) -> None:
    hers = party.context.cookies()
    burst(party, UNREAD, "Enter")
    waits(party, 1, "refused")
    party.context.clear_cookies()
    party.evaluate(
        "() => { document.dispatchEvent(new Event('moeli:goes', { cancelable: true })); }"
    )
    waits(party, 1, "shut")
    party.context.add_cookies(hers)
    press(party, "F10")
    expect(party.locator("p[data-when=shut]")).to_be_hidden()
    waits(party, 1, "refused")


def test_a_party_whose_beginning_had_no_answer_is_begun_once(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/parties/")
    page.route("**/desk/parties/", answer_is_lost)
    expect(page.locator("#id_zone")).to_be_focused()
    scans(page, 1, 2)
    waits(page, 2, "gone")
    page.unroute("**/desk/parties/")
    press(page, "F10")
    in_the_party(page, 2)
    assert Party.objects.count() == 1


def test_what_waits_is_kept_for_her_alone_when_the_page_is_loaded_anew(
    party: Page, open_page: Opened, person: Callable[..., User]
) -> None:
    dialogs: list[str] = []

    def leave(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    party.on("dialog", leave)
    party.route(PARTY, fails_to_take)
    for number in (2, 3):
        with party.expect_response("**/drafts/"):
            scans(party, number)
    waits(party, 2, "gone")
    party.reload()
    assert dialogs == ["beforeunload"]
    waits(party, 2, "gone")
    assert party.evaluate("localStorage.length + sessionStorage.length") == 0
    other = open_page(person("primary_officer", "MSB"))
    other.goto(party.url)
    expect(other.locator(".party-member")).to_have_count(1)
    assert "M00000002" not in other.content()
    party.unroute(PARTY)
    press(party, "F10")
    in_the_party(party, 3)
    assert all(b"M00000002" not in bytes(each.sealed) for each in Draft.objects.all())


def test_who_goes_back_is_asked_and_may_stay(open_page: Opened, officer: User) -> None:
    party = open_page(officer)
    party.goto("/desk/")
    begin(party)
    party.on("dialog", lambda dialog: dialog.dismiss())
    cut(party)
    scans(party, 2, 3)
    waits(party, 2, "gone")
    with party.expect_event("dialog"):
        party.evaluate("() => { history.back(); }")
    waits(party, 2, "gone")
    back(party)
    in_the_party(party, 3)


def test_who_does_not_want_them_leaves_them_out(party: Page) -> None:
    cut(party)
    scans(party, 2, 3)
    waits(party, 2, "gone")
    party.get_by_role("button", name="Leave out those that wait").click()
    expect(party.locator("[data-waiting]")).to_be_hidden()
    back(party)
    lead_to("**/desk/parties/", party, "Escape")
    assert PartyMember.objects.count() == 1


_IS_SOON_OUT_OF_PATIENCE = """() => {
  const own = AbortSignal.timeout;
  AbortSignal.timeout = () => own.call(AbortSignal, 1500);
}"""
