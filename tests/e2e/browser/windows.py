"""Windows of one browser. Those of one kind share a process, its cache and what it has compiled.

A window opened by another one of its site lives in that one's process: so each set of windows keeps
one that only opens others. A set is a person's browser: nobody else's cookies are in it.
"""

from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

DESKTOP = {"width": 1280, "height": 800}
_Kind = tuple[str, bool]


class Windows:
    """Gives each person of a test an empty set of windows, and takes it back at the end."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[_Kind, list[BrowserContext]] = defaultdict(list)
        self._taken: list[tuple[_Kind | None, BrowserContext]] = []

    def open(self, base: str, *, javascript: bool = True, once: bool = False, **how: Any) -> Page:
        """The first window of an empty set; one that is unusual (`how`) is never used again."""
        kind = None if how or once else (base, javascript)
        free = self._free[kind] if kind else []
        context = free.pop() if free else self._made(base, javascript, how)
        self._taken.append((kind, context))
        return _another(context.pages[0]) if javascript else context.new_page()

    def pages(self) -> list[Page]:
        """What stands in the windows that are open."""
        return [page for _kind, context in self._taken for page in context.pages[1:]]

    def give_back(self, *, broken: bool = False) -> None:
        """Close all windows. What belongs to a test that failed is not used again."""
        for kind, context in self._taken:
            if kind is None or broken:
                context.close()
            else:
                _emptied(context)
                self._free[kind].append(context)
        self._taken.clear()

    def _made(self, base: str, javascript: bool, how: dict[str, Any]) -> BrowserContext:
        how = {"viewport": DESKTOP, "locale": "en-GB"} | how
        context = self._browser.new_context(base_url=base, java_script_enabled=javascript, **how)
        context.new_page().goto("/sign-in/")
        context.clear_cookies()
        return context


def _another(keeper: Page) -> Page:
    with keeper.context.expect_page() as opened:
        keeper.evaluate("() => { window.open('about:blank'); }")
    return opened.value


def _emptied(context: BrowserContext) -> None:
    context.set_offline(True)  # what a page still has to tell is not heard in the next test
    for page in context.pages[1:]:
        page.close()
    context.set_offline(False)
    context.clear_cookies()
    context.clear_permissions()
