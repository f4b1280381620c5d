"""Every answer says what browsers may do with it, and none is kept."""

import pytest
from csp.constants import HEADER
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client

from moeli.platform.ui.middleware import PolicyMiddleware
from moeli.platform.ui.security import CSP, HEADERS


@pytest.mark.parametrize("address", ["/fine/", "/taken/", "/no-such-page/"])
def test_every_answer_carries_our_headers_errors_included(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_page_is_not_kept_by_browser_or_proxy(browser: Client) -> None:
    assert "no-store" in browser.get("/fine/").headers["Cache-Control"]


def test_a_static_file_may_be_kept(browser: Client) -> None:
    assert "Cache-Control" not in browser.get("/static/moeli.css").headers


def test_the_policy_that_is_kept_is_the_one_that_django_csp_composes() -> None:
    composed = CSPMiddleware(HttpResponse).process_response(HttpRequest(), HttpResponse())
    plain = PolicyMiddleware(lambda _asked: HttpResponse())
    assert plain(HttpRequest()).headers[HEADER] == composed.headers[HEADER]


def test_a_page_that_widens_the_policy_alone_has_its_own() -> None:
    ours = PolicyMiddleware(csp_update({"media-src": ["'self'"]})(lambda _asked: HttpResponse()))
    plain = PolicyMiddleware(lambda _asked: HttpResponse())
    assert "media-src 'self'" in ours(HttpRequest()).headers[HEADER]
    assert "media-src" not in plain(HttpRequest()).headers[HEADER]


def test_a_page_loads_only_from_its_own_house() -> None:
    allowed = {source for sources in CSP["DIRECTIVES"].values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}


def test_what_the_policy_does_not_name_is_refused() -> None:
    assert CSP["DIRECTIVES"]["default-src"] == ["'none'"]
