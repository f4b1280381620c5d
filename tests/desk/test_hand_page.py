"""Entry by hand: the same way to the inspection, and what was typed is never lost."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from moeli.crossings.models import Inspection
from moeli.platform.access.models import Draft
from tests.desk.conftest import CITIZEN, Scan
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LERATO = {
    "direction": "entry",
    "kind": "passport",
    "reason": "zone_damaged",
    "issuing_state": "lso",
    "document_number": "RA 1234567",
    "primary_identifier": "Thabana",
    "secondary_identifier": "Lerato",
    "nationality": "LSO",
    "birth_date": "7.3.1990",
    "sex": "F",
}


def enter(desk: Client, **other: str) -> HttpResponse:
    return desk.post("/desk/by-hand/", LERATO | other)  # type: ignore[return-value]  # Django's test answer is one


def test_it_leads_to_the_inspection_of_the_same_document(desk: Client, scan: Scan) -> None:
    scanned = Inspection.objects.get(id=scan(CITIZEN))
    answer = enter(desk)
    assert answer.status_code == 302
    inspection = Inspection.objects.order_by("opened_at").last()
    assert inspection
    assert bytes(inspection.document_hash) == bytes(scanned.document_hash)
    page = desk.get(answer["Location"])
    assert "entered by hand" in page.content.decode()
    assert "nothing is proved" in page.content.decode()


def test_a_paper_without_a_number_is_inspected(desk: Client) -> None:
    answer = enter(desk, kind="letter", reason="no_zone", document_number="", issuing_state="")
    assert answer.status_code == 302
    assert "without a zone" in desk.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"birth_date": "31.2.1990"}, "Write day, month and year"),
        ({"birth_date": "yesterday"}, "Write day, month and year"),
        ({"document_number": ""}, "where the paper has one, its number"),
        ({"primary_identifier": ""}, "required"),
        ({"kind": "spaceship"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: Client, other: dict[str, str], sentence: str
) -> None:
    answer = enter(desk, **other)
    page = answer.content.decode()
    assert (answer.status_code, Inspection.objects.count()) == (400, 0)
    assert sentence in page
    assert 'value="Lerato"' in page


@pytest.mark.parametrize("page", ["/desk/by-hand/", "/desk/"])
def test_a_database_that_cannot_write_loses_nothing(desk: Client, page: str) -> None:
    sent = LERATO if "hand" in page else {"zone": CITIZEN, "direction": "entry"}
    full = OperationalError("database is full")
    with patch("moeli.crossings.services.opening.record", side_effect=full):
        answer = desk.post(page, sent)
    shown = answer.content.decode()
    assert answer.status_code == 503
    assert "cannot write to its records now" in shown
    assert "Thabana" in shown or "THABANA" in shown
    assert "database is full" not in shown
    assert Inspection.objects.count() == 0


def test_a_decision_that_cannot_be_written_can_be_pressed_again(desk: Client, scan: Scan) -> None:
    inspection = scan(CITIZEN)
    key = desk.get(f"/desk/inspections/{inspection}/").context["page"].press
    sent = {"outcome": "admitted", "key": key}
    locked = OperationalError("database is locked")
    with patch("moeli.crossings.services.deciding.record", side_effect=locked):
        answer = desk.post(f"/desk/inspections/{inspection}/decision/", sent)
    assert answer.status_code == 503
    assert "Nothing was recorded" in answer.content.decode()
    assert [each.outcome for each in answer.context["page"].choices] == ["admitted", "referred"]
    again = answer.context["page"].press
    sent["key"] = again
    assert desk.post(f"/desk/inspections/{inspection}/decision/", sent).status_code == 302


def test_what_was_begun_is_there_after_a_relief(desk: Client) -> None:
    fields = '{"primary_identifier": "Thabana", "birth_date": "1990"}'
    desk.post("/drafts/", {"page": "desk.by_hand", "fields": fields})
    page = desk.get("/desk/by-hand/").content.decode()
    assert 'value="Thabana"' in page
    assert 'value="1990"' in page
    enter(desk)
    assert not Draft.objects.filter(page="desk.by_hand").exists()


def test_it_is_absent_where_she_may_not_inspect() -> None:
    assert signed_in(person("list_owner")).get("/desk/by-hand/").status_code == 404
    assert signed_in(person("primary_officer")).get("/desk/by-hand/").status_code == 404
