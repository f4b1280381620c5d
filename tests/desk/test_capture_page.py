"""The desk page: what it takes, what it says of what it cannot take, and what it never shows."""

import gzip

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moeli.crossings.models import Inspection
from moeli.platform.access.models import User
from tests.desk.conftest import CITIZEN, EXPIRED, Scan
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LONGEST = 60_000
QUERIES = 8  # three of them for the inspection that she has open


def test_a_readable_zone_leads_to_its_inspection(desk: Client, scan: Scan) -> None:
    inspection = Inspection.objects.get(id=scan(CITIZEN))
    assert (inspection.place, inspection.direction) == ("MSB", "entry")


def test_the_address_of_an_inspection_holds_nothing_of_the_document(desk: Client) -> None:
    answer = desk.post("/desk/", {"zone": CITIZEN, "direction": "entry"})
    assert not any(part in answer["Location"] for part in ("THABANA", "RA1234567", "LSO"))


def test_an_unreadable_zone_stays_in_the_box_with_the_reason(desk: Client) -> None:
    answer = desk.post("/desk/", {"zone": "P<LSO\nGARBAGE", "direction": "entry"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "P&lt;LSO\nGARBAGE</textarea>" in page
    assert "No document number could be read" in page
    assert Inspection.objects.count() == 0


def test_the_lines_of_an_unreadable_zone_are_counted(desk: Client) -> None:
    answer = desk.post("/desk/", {"zone": "P<LSO\nGARBAGE", "direction": "entry"})
    assert [(line.number, line.length) for line in answer.context["page"].lines] == [(1, 5), (2, 7)]


@pytest.mark.parametrize(
    ("zone", "sentence"),
    [
        ("", "The box is empty."),
        ("   \n ", "No document number could be read"),
        ("X" * 1001, "far too long"),
        ("P<\x00LSO", "characters that no zone has"),
    ],
)
def test_whatever_arrives_gets_a_sentence(desk: Client, zone: str, sentence: str) -> None:
    answer = desk.post("/desk/", {"zone": zone, "direction": "entry"})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("wedge_scan", "wedge_scan"),
        ("pasted", "pasted"),
        ("typed", "typed"),
        ("", "unknown"),
        ("chip", "unknown"),
        ("x" * 500, "unknown"),
    ],
)
def test_it_keeps_how_the_page_says_the_zone_came_and_believes_it_nothing_better(
    desk: Client, said: str, kept: str
) -> None:
    desk.post("/desk/", {"zone": CITIZEN, "direction": "entry", "how": said})
    assert Inspection.objects.get().captured_how == kept


def test_an_unknown_direction_opens_nothing(desk: Client) -> None:
    answer = desk.post("/desk/", {"zone": CITIZEN, "direction": "sideways"})
    assert answer.status_code == 400
    assert Inspection.objects.count() == 0


def test_the_direction_is_kept_for_the_next_traveller(desk: Client, scan: Scan) -> None:
    scan(CITIZEN, "exit")
    assert desk.get("/desk/").context["page"].direction == "exit"


def test_markup_in_a_zone_is_shown_as_text(desk: Client) -> None:
    answer = desk.post("/desk/", {"zone": "<script>alert(1)</script>", "direction": "entry"})
    assert "<script>alert(1)" not in answer.content.decode()


def test_the_days_decisions_are_listed_without_a_name(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    key = desk.get(f"/desk/inspections/{inspection}/").context["page"].press
    desk.post(f"/desk/inspections/{inspection}/decision/", {"outcome": "admitted", "key": key})
    answer = desk.get("/desk/")
    (row,) = answer.context["page"].recent
    assert (str(row.outcome), row.nationality) == ("Admitted", "LSO")
    assert "THABANA" not in answer.content.decode()
    assert "RA1234567" not in answer.content.decode()


def test_an_officer_without_a_port_is_told_why_she_has_no_box() -> None:
    answer = signed_in(person("primary_officer")).get("/desk/")
    assert "You cannot inspect at this port" in answer.content.decode()


def test_the_desk_is_absent_for_who_may_not_inspect() -> None:
    assert signed_in(person("list_owner")).get("/desk/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/desk/").status_code == 302


def test_the_page_is_small(desk: Client) -> None:
    assert len(gzip.compress(desk.get("/desk/").content)) < LONGEST


def test_the_page_asks_the_database_a_fixed_number_of_times(
    desk: Client, scan: Scan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scan(EXPIRED)
    with django_assert_num_queries(QUERIES):
        desk.get("/desk/")


def test_the_page_speaks_the_officers_language() -> None:
    officer: User = person("primary_officer", "MSB", language="st")
    assert 'lang="st"' in signed_in(officer).get("/desk/").content.decode()
