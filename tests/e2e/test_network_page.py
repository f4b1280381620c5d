"""Posts and headquarters in a real browser: empty, in order, and with what is wrong."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from moeli.network.models import Peer, Quarantined
from moeli.platform import clock
from moeli.platform.access.models import User
from moeli.platform.ids import uuid7
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.network.sender import Sender

Opened = Callable[..., Page]


def heard(port: str, hours: float, **standing: object) -> Peer:
    peer = Sender(port=port).known()
    moment = clock.now() - timedelta(hours=hours)
    Peer.objects.filter(id=peer.id).update(heard_at=moment, sequence=18_422, **standing)
    return peer


def test_without_another_node_the_page_says_how_to_begin(
    open_page: Opened, administrator: User
) -> None:
    page = open_page(administrator)
    page.goto("/network/")
    expect(page.get_by_text("No other node is known here")).to_be_visible()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "network-empty")


def test_each_node_is_told_in_word_and_shape_and_the_keys_reach_all(
    open_page: Opened, administrator: User
) -> None:
    heard("MSB", 0.5)
    heard("MPB", 3, skew=86_400.0)
    heard("CPT", 80)
    waiting = heard("SAP", 1)
    about = {"epoch": 1, "sequence": 7, "verb": "gate.painted", "reason": "unknown_verb"}
    Quarantined.objects.create(entry=uuid7(), node=waiting.node, since=clock.now(), **about)
    Sender(port="QNK").known()
    page = open_page(administrator)
    page.goto("/")
    page.get_by_role("link", name="Posts and headquarters").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Posts and headquarters")
    expect(page.locator("tbody tr")).to_have_count(5)
    for word in ("In order", "Clock is wrong", "Long not heard", "Entries wait", "Nothing heard"):
        expect(page.get_by_text(word).first).to_be_visible()
    page.get_by_role("region", name="Posts and headquarters").focus()
    assert_accessible(page)
    assert_reflows(page)
    picture(page, "network")


def test_the_page_needs_no_script(open_page: Opened, administrator: User) -> None:
    heard("MSB", 0.5)
    page = open_page(administrator, javascript=False)
    page.goto("/network/")
    expect(page.locator("tbody tr")).to_have_count(1)
