"""The page of ports: found by words, marked where unverified, and read from packaged data only."""

import gzip

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moeli.platform.access.models import User
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LONGEST = 60_000
QUERIES = 3


@pytest.fixture
def officer() -> User:
    return person("primary_officer", "MSB")


@pytest.fixture
def window(officer: User) -> Client:
    return signed_in(officer)


def names(window: Client, words: str) -> list[str]:
    return [row.name.text for row in window.get("/ports/", {"q": words}).context["ports"]]


def test_all_ports_are_shown_at_first(window: Client) -> None:
    assert len(names(window, "")) == 15


@pytest.mark.parametrize("words", ["maseru bridge", "MSB", "  Maseru Bridge "])
def test_a_port_is_found_by_name_or_code(window: Client, words: str) -> None:
    assert "Maseru Bridge" in names(window, words)


def test_a_search_without_a_match_says_what_to_try(window: Client) -> None:
    page = window.get("/ports/", {"q": "atlantis"}).content.decode()
    assert "No port of this name" in page
    assert "Try fewer letters" in page


def test_an_endless_search_is_cut(window: Client) -> None:
    answer = window.get("/ports/", {"q": "x" * 5000})
    assert answer.status_code == 200
    assert len(answer.context["words"]) == 60


def test_markup_in_a_search_is_shown_as_text(window: Client) -> None:
    page = window.get("/ports/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in page


def test_an_inferred_twin_is_marked(window: Client) -> None:
    answer = window.get("/ports/", {"q": "NGG"})
    (row,) = answer.context["ports"]
    assert (row.twin.text, row.twin.verified) == ("Boesmansnek", False)
    assert "not verified" in answer.content.decode()


def test_a_port_without_a_twin_has_nothing_to_verify(window: Client) -> None:
    (row,) = window.get("/ports/", {"q": "MIA"}).context["ports"]
    assert (row.twin.text, row.twin.verified) == ("", True)


def test_the_page_only_reads(window: Client) -> None:
    assert window.post("/ports/").status_code == 405


def test_the_page_is_absent_for_who_inspects_nowhere() -> None:
    assert signed_in(person("system_administrator")).get("/ports/").status_code == 404


def test_the_page_is_small_and_asks_only_who_is_there(
    window: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES):
        page = window.get("/ports/").content
    assert len(gzip.compress(page)) < LONGEST
