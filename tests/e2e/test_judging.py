"""A page is judged once a run: what differs from all that was seen is judged, and so is a fault."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import look
from tests.e2e.browser.look import assert_accessible, assert_reflows

Opened = Callable[..., Page]
SOUND = """<!doctype html><html lang="en"><head><title>One page</title></head>
<body><main><h1>A heading</h1>{}</main></body></html>"""


@pytest.fixture
def page(open_page: Opened) -> Page:
    return open_page()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The address of each page into which axe was brought."""
    brought, bring = list[str](), look._bring_axe
    monkeypatch.setattr(look, "_bring_axe", lambda page: (brought.append(page.url), bring(page)))
    return brought


def put(page: Page, inner: str, language: str = "en") -> None:
    page.set_content(SOUND.format(inner).replace('"en"', f'"{language}"'))


def test_the_same_page_in_other_words_is_not_judged_again(page: Page, runs: list[str]) -> None:
    put(page, "<p>One word, judged once</p><input type=text aria-label=Name>")
    assert_accessible(page)
    assert_accessible(page)
    put(page, "<p>Lentsoe le leng</p><input type=text aria-label=Lebitso>", "st")
    assert_accessible(page)
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("inner", "rule"),
    [
        ("<p>Shown</p><img src='data:,'>", "image-alt"),
        ("<p>Shown</p><button></button>", "button-name"),
        ("<p>Shown</p><input type=text>", "label"),
        ("<p><font color='#cccccc'>Shown</font></p>", "color-contrast"),
        ("<p lang=xyzzy>Shown</p>", "valid-lang"),
    ],
)
def test_what_differs_is_judged_and_a_fault_is_found_each_time(
    page: Page, runs: list[str], inner: str, rule: str
) -> None:
    put(page, "<p>Shown</p>")
    assert_accessible(page)
    runs.clear()
    put(page, inner)
    for _ in range(2):
        with pytest.raises(AssertionError, match=rule):
            assert_accessible(page)
    assert len(runs) == 2


def test_a_choice_made_by_hand_is_another_page(page: Page, runs: list[str]) -> None:
    put(page, "<label><input type=checkbox> Choose</label><p>Judged at both times</p>")
    assert_accessible(page)
    page.get_by_role("checkbox").check()
    assert_accessible(page)
    assert len(runs) == 2


def test_axe_is_sent_once_to_the_window_that_opens_the_others(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_page()
    put(first, "<p>It brings axe with it</p><ol><li>1</ol>")
    assert_accessible(first)
    second = open_page()
    second.goto("/sign-in/")
    monkeypatch.setattr(look, "_axe", lambda: pytest.fail("axe was sent again"))
    look._bring_axe(first)
    first.goto("/sign-in/")
    look._bring_axe(first)
    assert first.evaluate("typeof axe.run") == "function"


def test_a_page_in_its_other_language_is_not_judged_again(page: Page, runs: list[str]) -> None:
    page.goto("/sign-in/")
    expect(page.locator(":focus")).to_have_count(1)
    assert_accessible(page)
    runs.clear()
    page.get_by_role("button", name="Sesotho").click()
    expect(page.locator("html")).to_have_attribute("lang", "st")
    page.goto("/sign-in/")
    expect(page.locator(":focus")).to_have_count(1)
    assert_accessible(page)
    assert runs == []


def test_forced_colours_are_another_page(page: Page, runs: list[str]) -> None:
    put(page, "<p>In every colour</p><hr>")
    assert_accessible(page)
    page.emulate_media(forced_colors="active")
    assert_accessible(page)
    assert len(runs) == 2


def test_a_longer_word_on_a_narrow_page_is_judged_and_found(page: Page) -> None:
    put(page, "<p><b>short</b></p>")
    assert_reflows(page)
    put(page, f"<p><b>{'long-' * 6}{'long' * 20}</b></p>")
    for _ in range(2):
        with pytest.raises(AssertionError, match="B"):
            assert_reflows(page)
    assert page.viewport_size == {"width": 1280, "height": 800}
