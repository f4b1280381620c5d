"""The link between a page and its server: cut, slow, or answered by a server that fails.

What the browser says of it on its console is expected, and `Watch` is told so.
"""

import re

from playwright.sync_api import Page, Route

from tests.e2e.browser.watch import Watch

_TOLD = re.compile(r"net::ERR_|^50\d: |^403: ")


def cut(page: Page) -> None:
    """No request of this person's windows leaves the machine."""
    page.context.set_offline(True)


def back(page: Page) -> None:
    """The link is there again; the page is told so by its browser."""
    page.context.set_offline(False)


def answer_is_lost(route: Route) -> None:
    """The server has it, and nobody hears so."""
    route.fetch()
    route.abort()


def fails(route: Route) -> None:
    """A server that is broken, or a proxy in front of one that is away."""
    route.fulfill(status=502, body="<h1>Bad gateway</h1>", content_type="text/html")


def fails_to_take(route: Route) -> None:
    """The same, but pages are still shown."""
    if route.request.method == "POST":
        fails(route)
    else:
        route.continue_()


class Slow:
    """Answers that do not come before the test lets them."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self._asked: list[Route] = []
        page.route(address, lambda route: self._asked.append(route))

    def answer(self) -> None:
        """They come now, and from now on at once."""
        for each in self._asked:
            each.continue_()
        self._page.unroute(self._address)


def forgive(watch: Watch) -> None:
    """A test that cut the link heard of it; everything else stays heard."""
    watch.heard = [each for each in watch.heard if not _TOLD.search(each)]
