"""Judging a page: accessibility rules, reflow on a narrow screen, and a picture for people."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.browser.seen import SEEN, shape, words

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "docs" / "screenshots"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
_NARROW = 320


def assert_accessible(page: Page, inside: str = "html") -> None:
    """No rule of WCAG 2.2 AA that axe-core knows is broken; `inside` what lies above the rest.

    What was found sound in this run is not looked at again while its shape is the same.
    """
    page.wait_for_load_state()  # style sheets included: without them nothing has its size
    with SEEN.once("axe", inside, *shape(page)) as new:
        if not new:
            return
        _bring_axe(page)
        found = page.evaluate(_BROKEN_RULES, [inside, _RULES])
        assert [_told(each) for each in found] == []


def assert_reflows(page: Page) -> None:
    """On 320 px nothing stands beyond the right edge, except what scrolls by itself.

    The same page with the same words is not made narrow again in this run.
    """
    page.wait_for_load_state()
    with SEEN.once("reflow", *words(page)) as new:
        if new:
            assert _beyond(page) == []


def picture(page: Page, name: str) -> None:
    """Leave docs/screenshots/NAME-{desktop,phone}.png where MOELI_SCREENSHOTS asks for it."""
    if not os.environ.get("MOELI_SCREENSHOTS"):
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    for kind, (width, height) in _SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}-{kind}.png", full_page=kind == "phone")
    if size:
        page.set_viewport_size(size)


def _beyond(page: Page) -> list[str]:
    size = page.viewport_size
    page.set_viewport_size({"width": _NARROW, "height": 800})
    beyond: list[str] = page.evaluate(_BEYOND)
    if size:
        page.set_viewport_size(size)
    return beyond


def _bring_axe(page: Page) -> None:
    """Into this page, from the window that opened it: half a megabyte is dear to send."""
    if not page.evaluate(_AXE_FROM_THE_OPENER):
        page.evaluate(_AXE_TO_THE_OPENER, _axe())
        page.evaluate(_axe())


@cache
def _axe() -> str:
    return next((ROOT / "vendor").glob("axe-core-*/axe.min.js")).read_text(encoding="utf-8")


def _told(violation: dict[str, Any]) -> str:
    where = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} at {where}"


_AXE_FROM_THE_OPENER = """() => {
  if (!window.axe && window.opener?.textOfAxe) (0, eval)(window.opener.textOfAxe);
  return Boolean(window.axe);
}"""
_AXE_TO_THE_OPENER = """(text) => { if (window.opener) window.opener.textOfAxe = text; }"""
_BROKEN_RULES = """([inside, rules]) =>
  axe.run(inside, { runOnly: rules, resultTypes: ["violations"] })
    .then((found) => found.violations)"""
_BEYOND = """() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.table-wrap, .govuk-visually-hidden, .govuk-skip-link'))
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.tagName + '.' + e.className)"""
