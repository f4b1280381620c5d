"""Gate slips at the pages: issued and printed once, used once, counted."""

import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from moeli.crossings.models import Crossing
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.vehicles.models import Vehicle
from moeli.platform import clock
from tests.crossings.parties.conftest import zone
from tests.desk.test_vehicle_pages import PAPERS
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r'slip-code mono">([0-9A-Z ]+)<')


def issue(desk: Client, **given: object) -> HttpResponse:
    key = str(desk.get("/desk/slips/").context["form"]["key"].value())
    sent = {"plate": "a 123 bcd", "walking": 3, "riding": 2, "key": key, **given}
    answer: HttpResponse = desk.post("/desk/slips/", sent)  # type: ignore[assignment]  # the client's answer is one
    return answer


def code_of(answer: HttpResponse) -> str:
    found = CODE.search(answer.content.decode())
    assert found
    return found[1]


def test_a_slip_shows_its_square_its_plate_and_nothing_else_of_anybody(desk: Client) -> None:
    shown = issue(desk, clearances=["customs"]).content.decode()
    for expected in ("A123BCD", "<svg", "Maseru Bridge", "Customs"):
        assert expected in shown
    assert "style=" not in shown.partition("<svg")[2].partition("</svg>")[0]


def test_the_code_is_in_no_address_and_reloading_issues_no_second_slip(desk: Client) -> None:
    key = "0193a5d0-0000-7000-8000-000000000009"
    first, again = issue(desk, key=key), issue(desk, key=key)
    assert (first.status_code, again.status_code) == (200, 409)
    assert "its code is shown once" in again.content.decode()
    assert GateSlip.objects.count() == 1


def test_the_lane_sees_the_car_counts_and_the_slip_is_gone(desk: Client) -> None:
    code = code_of(issue(desk))
    seen = desk.post("/desk/slips/lane/", {"code": code})
    assert "A123BCD" in seen.content.decode()
    used = desk.post("/desk/slips/lane/", {"code": code, "aboard": 2}, follow=True)
    assert "2 people aboard. Recorded." in used.content.decode()
    again = desk.post("/desk/slips/lane/", {"code": code})
    assert again.status_code == 409
    assert "It counts once" in again.content.decode()
    assert code not in again.content.decode()


def test_the_lane_sees_the_sum_of_the_party_and_when_it_is_too_much(desk: Client) -> None:
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    for number in range(3):
        desk.post(party, {"zone": zone(number)})
    desk.post(f"{party}cars/", {"plate": "a 1", **PAPERS})
    desk.post(f"{party}decision/", {"key": str(uuid4())})
    leaving = {"vehicle": Vehicle.objects.get().id, "riding": 2, "walking": 1, "key": str(uuid4())}
    code = code_of(desk.post(f"{party}cars/leave/", leaving))  # type: ignore[arg-type]  # the client's answer is one
    seen = desk.post("/desk/slips/lane/", {"code": code}).content.decode()
    assert "3 of the party crossed · 2 ride in 1 car · 1 walks" in seen
    assert "More are on the slips" not in seen
    Crossing.objects.filter(id=Crossing.objects.values("id")[:1]).update(voided_at=clock.now())
    seen = desk.post("/desk/slips/lane/", {"code": code}).content.decode()
    assert "More are on the slips of this party than crossed" in seen
    used = desk.post("/desk/slips/lane/", {"code": code, "aboard": 2})
    assert used.status_code == 409
    assert "Send the people aboard to the hall" in used.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"aboard": 3}, "More people are aboard"),
        ({"aboard": ""}, "This field is required"),
        ({"aboard": 0}, "greater than or equal to 1"),
        ({"code": "nonsense", "aboard": 1}, "No slip of this port"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_used(
    desk: Client, sent: dict[str, object], said: str
) -> None:
    code = code_of(issue(desk))
    answer = desk.post("/desk/slips/lane/", {"code": code, **sent})
    assert answer.status_code in {400, 409}
    assert said in answer.content.decode()
    assert GateSlip.objects.get().used_at is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"plate": "??"}, "Give the number plate"),
        ({"walking": 99}, "at most 100 people"),
        ({"key": "x"}, ""),
    ],
)
def test_a_form_with_an_error_issues_nothing(
    desk: Client, sent: dict[str, object], said: str
) -> None:
    answer = issue(desk, **sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not GateSlip.objects.exists()


def test_who_may_not_sees_no_page(db: None) -> None:
    stranger = signed_in(person("list_owner"))
    for page in ("/desk/slips/", "/desk/slips/lane/"):
        assert stranger.get(page).status_code == 404
