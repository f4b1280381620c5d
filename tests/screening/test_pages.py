"""The pages of the document list: checked, recorded, and silent about numbers until asked."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moeli.platform import clock
from moeli.platform.journal.models import Entry
from moeli.screening.models import ListedDocument
from moeli.screening.services import NewListing, list_document
from tests.screening.conftest import in_role
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
ADD, LIST = "/lists/documents/add/", "/lists/documents/"
QUERIES = 11


@pytest.fixture
def window() -> Client:
    return signed_in(person("list_owner"))


@pytest.fixture
def typed() -> Mapping[str, str]:
    return {
        "issuing_state": "zaf",
        "document_number": "m00000001",
        "kind": "lost_or_stolen",
        "instruction": "call_supervisor",
        "source": "Fictitious report 3/2026",
        "listed_from": clock.today().isoformat(),
        "listed_until": "",
    }


def enter(listing: NewListing) -> UUID:
    listed: UUID = list_document(actor=in_role("list_owner"), listing=listing).id
    return listed


def test_nothing_is_listed_before_it_was_checked(window: Client, typed: Mapping[str, str]) -> None:
    answer = window.post(ADD, typed)
    assert "Is everything right?" in answer.content.decode()
    assert ListedDocument.objects.count() == 0


def test_a_confirmed_entry_stands_on_the_list(window: Client, typed: Mapping[str, str]) -> None:
    answer = window.post(ADD, {**typed, "confirmed": "yes"}, follow=True)
    assert "The document stands on the list." in answer.content.decode()
    assert ListedDocument.objects.get().issuing_state == "ZAF"


def test_change_something_goes_back_with_everything_typed(
    window: Client, typed: Mapping[str, str]
) -> None:
    page = window.post(ADD, {**typed, "change": "yes"}).content.decode()
    assert "Fictitious report 3/2026" in page
    assert ListedDocument.objects.count() == 0


def test_a_second_entry_for_the_same_document_is_refused_at_its_number(
    window: Client, typed: Mapping[str, str]
) -> None:
    for _ in range(2):
        answer = window.post(ADD, {**typed, "confirmed": "yes"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["document_number"]
    assert ListedDocument.objects.count() == 1


@pytest.mark.parametrize("field", ["issuing_state", "document_number", "kind", "source"])
def test_what_is_missing_is_said_at_its_field(
    window: Client, typed: Mapping[str, str], field: str
) -> None:
    answer = window.post(ADD, {**typed, field: "", "confirmed": "yes"})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("value", ["x" * 5000, "\x00", "😀"])
def test_no_field_can_break_the_page(window: Client, typed: Mapping[str, str], value: str) -> None:
    for field in typed:
        assert window.post(ADD, {**typed, field: value}).status_code in {200, 400}


def test_the_list_shows_no_number(window: Client, listing: NewListing) -> None:
    listed = enter(listing)
    for address in (LIST, f"{LIST}{listed}/"):
        answer = window.get(address)
        assert answer.status_code == 200
        assert listing.document_number not in answer.content.decode()


def test_a_number_is_shown_after_the_read_is_recorded(window: Client, listing: NewListing) -> None:
    listed = enter(listing)
    before = Entry.objects.filter(verb="record.read").count()
    answer = window.post(f"{LIST}{listed}/number/")
    assert listing.document_number in answer.content.decode()
    assert Entry.objects.filter(verb="record.read").count() == before + 1


def test_the_entry_offers_to_show_its_number_and_says_that_it_is_recorded(
    window: Client, listing: NewListing
) -> None:
    page = window.get(f"{LIST}{enter(listing)}/").content.decode()
    assert "Show the number (recorded)" in page


def test_a_number_is_never_shown_by_an_address_alone(window: Client, listing: NewListing) -> None:
    assert window.get(f"{LIST}{enter(listing)}/number/").status_code == 405


def test_a_search_is_by_the_exact_number_only(window: Client, listing: NewListing) -> None:
    enter(listing)
    asked = {"issuing_state": "uto", "document_number": listing.document_number}
    assert len(window.post(LIST, asked).context["entries"]) == 1
    part = window.post(LIST, asked | {"document_number": listing.document_number[:6]})
    assert "This document is not listed" in part.content.decode()


def test_a_withdrawal_needs_its_motive(window: Client, listing: NewListing) -> None:
    listed = enter(listing)
    address = f"{LIST}{listed}/withdraw/"
    assert window.post(address, {"motive": " "}).status_code == 400
    assert ListedDocument.objects.get().withdrawn_at is None
    assert window.post(address, {"motive": "Found again"}).status_code == 302
    assert ListedDocument.objects.get().withdrawn_at


def test_a_second_withdrawal_is_told(window: Client, listing: NewListing) -> None:
    address = f"{LIST}{enter(listing)}/withdraw/"
    window.post(address, {"motive": "Found again"})
    assert window.post(address, {"motive": "Found again"}).status_code in {400, 409}


def test_an_unknown_entry_is_absent(window: Client) -> None:
    assert window.get(f"{LIST}{uuid4()}/").status_code == 404


def test_the_list_is_absent_at_the_booth() -> None:
    officer = signed_in(person("primary_officer", "MSB"))
    assert [officer.get(each).status_code for each in (LIST, ADD)] == [404, 404]


def test_who_may_only_read_is_offered_no_entry(listing: NewListing) -> None:
    reader = signed_in(person("immigration_hq"))
    assert ADD not in reader.get(LIST).content.decode()
    assert reader.get(ADD).status_code == 404


def test_the_list_asks_as_often_with_one_entry_as_with_three(
    window: Client, typed: Mapping[str, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for numbers in (["M1"], ["M2", "M3"]):
        for number in numbers:
            window.post(ADD, {**typed, "document_number": number, "confirmed": "yes"})
        window.get(LIST)
        with django_assert_num_queries(QUERIES):
            window.get(LIST)
