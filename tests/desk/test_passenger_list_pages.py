"""A bus at the pages: the list is read, each bad row named, and the sound rows become a party."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from moeli.crossings.models import Inspection
from moeli.crossings.parties.manifest import Fault
from moeli.crossings.parties.models import Party, PartyMember
from moeli.desk.presenters.passenger_list import FAULTS
from moeli.platform.jobs.models import JobRow
from tests.crossings.parties.test_manifest import GOOD, listed

pytestmark = pytest.mark.django_db


def send(desk: Client, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("list.csv", content)
    answer: HttpResponse = desk.post("/desk/parties/list/", {"direction": "exit", "file": file})  # type: ignore[assignment]  # the client's answer is one
    return answer


def confirm(desk: Client, preview: HttpResponse) -> HttpResponse:
    page = preview.context["page"]  # type: ignore[attr-defined]  # the client adds it
    sent = {"direction": page.direction, "zones": page.zones}
    answer: HttpResponse = desk.post("/desk/parties/list/begin/", sent)  # type: ignore[assignment]  # as above
    return answer


def bus(people: int) -> bytes:
    return listed(*(GOOD.replace("M0000001", f"M{number:07}") for number in range(people)))


def test_each_bad_row_is_named_and_nothing_is_recorded_before_the_key(desk: Client) -> None:
    preview = send(desk, listed(GOOD, "rubbish", GOOD))
    shown = preview.content.decode()
    assert "2 rows are left out" in shown
    assert "Row 4</strong> The same document stands already in row 2." in shown
    assert not Inspection.objects.exists()
    answer = confirm(desk, preview)
    party = Party.objects.get()
    assert (answer["Location"], party.direction) == (f"/desk/parties/{party.id}/", "exit")
    assert PartyMember.objects.count() == 1


def test_sixty_become_a_party_that_one_key_decides(desk: Client) -> None:
    way = confirm(desk, send(desk, bus(60)))["Location"]
    assert desk.get(way).context["page"].ready == 60


def test_a_longer_list_says_how_far_it_is(desk: Client) -> None:
    way = confirm(desk, send(desk, bus(61)))["Location"]
    assert JobRow.objects.count() == 1
    assert "0 of 61 people of the list are written" in desk.get(way).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "does not name these columns: document_number"), (b"\xff\xfe", "neither a CSV file")],
)
def test_what_is_no_list_is_said_at_the_field(desk: Client, content: bytes, said: str) -> None:
    answer = send(desk, content)
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"direction": "exit", "zones": "RUBBISH\nRUBBISH"}])
def test_a_confirmation_that_is_no_list_begins_nothing(desk: Client, sent: dict[str, str]) -> None:
    answer = desk.post("/desk/parties/list/begin/", sent)
    assert answer.status_code == 400
    assert "error" in answer.content.decode()
    assert not Party.objects.exists()


def test_every_fault_has_its_sentence() -> None:
    assert set(FAULTS) == set(Fault)
