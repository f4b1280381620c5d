"""What went wrong is said in a sentence; what is inside stays inside."""

import logging

import pytest
from django.test import RequestFactory
from django.utils.html import strip_tags

from moeli.platform.ui import error_pages
from tests.platform.ui.pages import Person


@pytest.fixture(autouse=True)
def quiet_log():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def text(answer) -> str:
    return " ".join(strip_tags(answer.content.decode()).split())


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
def test_each_trouble_has_its_status_and_its_sentence(browser, address, status, sentence):
    answer = browser.get(address)
    assert answer.status_code == status
    assert sentence in text(answer)


def test_absent_and_forbidden_cannot_be_told_apart(browser):
    pages = [browser.get(address) for address in ("/absent/", "/forbidden/", "/absent/")]
    assert {page.status_code for page in pages} == {404}
    assert len({text(page) for page in pages}) == 1


def test_an_address_that_leads_nowhere_looks_the_same_as_one_that_is_forbidden(browser):
    assert text(browser.get("/no-such-page/")) == text(browser.get("/forbidden/"))


@pytest.mark.parametrize("address", ["/forbidden/", "/suspicious/", "/database/", "/defect/"])
def test_no_page_tells_what_the_exception_said(browser, address):
    assert b"secret" not in browser.get(address).content


@pytest.mark.parametrize(
    "page",
    [error_pages.absent, error_pages.bad_request, error_pages.defect, error_pages.unavailable],
)
def test_an_error_page_needs_nothing_that_middleware_sets(page, settings):
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    assert b"Go to the start page" in page(RequestFactory().get("/")).content


@pytest.mark.parametrize("page", [error_pages.unavailable, error_pages.defect])
def test_an_error_page_is_shown_even_while_the_database_cannot_say_who_may_what(page, settings):
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    request = RequestFactory().get("/")
    request.actor, request.booth = Person(database_answers=False), None
    assert b"Nothing was changed" in page(request).content


def test_a_form_open_too_long_is_refused_without_a_reason_for_outsiders(settings):
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    answer = error_pages.stale_form(RequestFactory().post("/"), reason="CSRF cookie not set")
    assert answer.status_code == 403
    assert b"CSRF" not in answer.content


def test_a_database_that_fails_before_a_view_is_reached_is_a_503(browser, settings):
    failing = "tests.platform.ui.pages.FailingMiddleware"
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], failing, *settings.MIDDLEWARE[1:]]
    answer = browser.get("/fine/")
    assert answer.status_code == 503
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
