"""What went wrong is said in a sentence; what is inside stays inside."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.html import strip_tags
from pytest_django.fixtures import Settings

from moeli.platform.ui import error_pages
from tests.platform.ui.pages import Person


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def text(content: bytes) -> str:
    return " ".join(strip_tags(content.decode()).split())


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/taken/", 409, "Gate 4 is taken."),
        ("/gone/", 410, "The invitation has ended."),
        ("/suspicious/", 400, "Go back and send it again."),
        ("/database/", 503, "Moeli cannot reach its records."),
        ("/defect/", 500, "Something went wrong in Moeli"),
    ],
)
def test_each_trouble_has_its_status_and_its_sentence(
    browser: Client, address: str, status: int, sentence: str
) -> None:
    answer = browser.get(address)
    assert answer.status_code == status
    assert sentence in text(answer.content)


def test_absent_and_forbidden_cannot_be_told_apart(browser: Client) -> None:
    pages = [browser.get(address) for address in ("/absent/", "/forbidden/", "/absent/")]
    assert {page.status_code for page in pages} == {404}
    assert len({text(page.content) for page in pages}) == 1


def test_an_address_that_leads_nowhere_looks_the_same_as_one_that_is_forbidden(
    browser: Client,
) -> None:
    assert text(browser.get("/no-such-page/").content) == text(browser.get("/forbidden/").content)


@pytest.mark.parametrize("address", ["/forbidden/", "/suspicious/", "/database/", "/defect/"])
def test_no_page_tells_what_the_exception_said(browser: Client, address: str) -> None:
    assert b"secret" not in browser.get(address).content


@pytest.mark.parametrize(
    "page",
    [error_pages.absent, error_pages.bad_request, error_pages.defect, error_pages.unavailable],
)
def test_an_error_page_needs_nothing_that_middleware_sets(
    page: Callable[[HttpRequest], HttpResponse], settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    assert b"Go to the start page" in page(RequestFactory().get("/")).content


@pytest.mark.parametrize("page", [error_pages.unavailable, error_pages.defect])
def test_an_error_page_is_shown_even_while_the_database_cannot_say_who_may_what(
    page: Callable[[HttpRequest], HttpResponse], settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    request = RequestFactory().get("/")
    request.actor = Person(database_answers=False)  # type: ignore[attr-defined]  # as middleware does
    request.booth = None  # type: ignore[attr-defined]  # the same
    assert b"Nothing was changed" in page(request).content


def test_a_form_open_too_long_is_refused_without_a_reason_for_outsiders(
    settings: Settings,
) -> None:
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    answer = error_pages.stale_form(RequestFactory().post("/"), reason="CSRF cookie not set")
    assert answer.status_code == 403
    assert b"CSRF" not in answer.content


def test_a_database_that_fails_before_a_view_is_reached_is_a_503(
    browser: Client, settings: Settings
) -> None:
    failing = "tests.platform.ui.pages.FailingMiddleware"
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], failing, *settings.MIDDLEWARE[1:]]
    answer = browser.get("/fine/")
    assert answer.status_code == 503
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/database/", "/defect/"])
def test_a_page_without_a_session_offers_no_form_that_would_be_refused(
    browser: Client, address: str
) -> None:
    assert b"<form" not in browser.get(address).content


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/taken/", 409, "Gate 4 is taken."),
        ("/no-such-page/", 404, "There is nothing at this address"),
        ("/database/", 503, "Moeli cannot reach its records."),
        ("/defect/", 500, "Something went wrong in Moeli"),
    ],
)
def test_where_style_sheets_were_not_collected_the_sentence_is_said_without_them(
    browser: Client, settings: Settings, tmp_path: Path, address: str, status: int, sentence: str
) -> None:
    strict = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": strict}}
    settings.STATIC_ROOT = tmp_path
    answer = browser.get(address)
    assert answer.status_code == status
    assert sentence in text(answer.content)
    assert b"stylesheet" not in answer.content
