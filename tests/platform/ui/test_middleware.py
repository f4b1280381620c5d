"""Every answer says what browsers may do with it, and none is kept."""

import pytest
from django.test import Client

from moeli.platform.ui.security import CSP, HEADERS


@pytest.mark.parametrize("address", ["/fine/", "/taken/", "/no-such-page/"])
def test_every_answer_carries_our_headers_errors_included(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_page_is_not_kept_by_browser_or_proxy(browser: Client) -> None:
    assert "no-store" in browser.get("/fine/").headers["Cache-Control"]


def test_a_static_file_may_be_kept(browser: Client) -> None:
    assert "Cache-Control" not in browser.get("/static/moeli.css").headers


def test_a_page_loads_only_from_its_own_house() -> None:
    allowed = {source for sources in CSP["DIRECTIVES"].values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}


def test_what_the_policy_does_not_name_is_refused() -> None:
    assert CSP["DIRECTIVES"]["default-src"] == ["'none'"]
