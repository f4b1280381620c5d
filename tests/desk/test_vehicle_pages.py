"""A car at the pages: entered for a party, sent to customs, answered there, seen at the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from tests.crossings.parties.conftest import zone
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PAPERS = {
    "owner_letter": "seen",
    "police_clearance": "not_needed",
    "temporary_import_permit": "missing",
    "operator_permit": "not_needed",
}


@pytest.fixture
def customs(db: None) -> Client:
    """The browser of a customs officer at the same port."""
    made = services.add_person(
        actor=SYSTEM,
        username="customs.1",
        name="Thabo Fictional",
        agency="customs",
        password="a long river of words",
    )
    first_day = clock.today() - timedelta(days=1)
    services.grant_role(
        actor=SYSTEM,
        person_id=made.id,
        role="customs_officer",
        place="MSB",
        first_day=first_day,
    )
    return signed_in(made)


@pytest.fixture
def cars(desk: Client) -> str:
    """The page of the cars of a party of one."""
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    desk.post(party, {"zone": zone(1)})
    return f"{party}cars/"


def test_a_car_goes_to_customs_and_its_answer_comes_back(
    desk: Client, customs: Client, cars: str
) -> None:
    assert "No car is entered" in desk.get(cars).content.decode()
    assert desk.post(cars, {"plate": "a 123 bcd", **PAPERS}).status_code == 302
    desk.post(f"{cars}ask/", {"vehicle": Vehicle.objects.get().id, "agency": "customs"})
    shown = desk.get(cars).content.decode()
    for expected in ("A123BCD", "Letter of the owner: seen", "Temporary import permit: missing"):
        assert expected in shown
    assert "Waiting" in shown
    asked = customs.get("/desk/tasks/").content.decode()
    assert "A123BCD" in asked
    assert "DRAWN" not in asked
    way = f"/desk/tasks/{Task.objects.get().id}/answer/"
    answered = customs.post(way, {"answer": "cleared"}, follow=True).content.decode()
    assert "The desk has your answer." in answered
    assert "Nothing waits for you" in answered
    assert "May go on" in desk.get(cars).content.decode()
    assert customs.post(way, {"answer": "stays"}).status_code == 409


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"plate": "??", **PAPERS}, "Give the number plate"),
        ({"plate": "A 1"}, "This field is required"),
    ],
)
def test_a_car_that_cannot_be_is_said_and_not_entered(
    desk: Client, cars: str, sent: dict[str, str], said: str
) -> None:
    answer = desk.post(cars, sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Vehicle.objects.exists()


def test_what_nobody_offers_is_refused_and_nothing_is_asked(
    desk: Client, customs: Client, cars: str
) -> None:
    desk.post(cars, {"plate": "A 123 BCD", **PAPERS})
    car = Vehicle.objects.get().id
    for sent in ({}, {"vehicle": car, "agency": "navy"}):
        assert desk.post(f"{cars}ask/", sent).status_code == 400
    assert customs.get(cars).status_code == 404
    assert desk.get("/desk/tasks/").status_code == 404
    assert not Task.objects.exists()


def test_a_decided_party_gets_its_slip_without_typing_the_plate_again(
    desk: Client, cars: str
) -> None:
    desk.post(cars, {"plate": "a 123 bcd", **PAPERS})
    assert "Issue the gate slip" not in desk.get(cars).content.decode()
    desk.post(cars.replace("cars/", "decision/"), {"key": str(uuid4())})
    shown = desk.get(cars)
    assert "Issue the gate slip" in shown.content.decode()
    leaving = {
        "vehicle": Vehicle.objects.get().id,
        "riding": 1,
        "walking": 0,
        "key": shown.context["press"],
    }
    slip = desk.post(f"{cars}leave/", leaving)
    assert slip.status_code == 200
    assert "A123BCD" in slip.content.decode()
    assert "not used yet" in desk.get(cars).content.decode()
    again = desk.post(f"{cars}leave/", leaving)
    assert again.status_code == 409
    assert "issued already" in again.content.decode()


def test_more_people_than_crossed_get_a_sentence_and_no_slip(desk: Client, cars: str) -> None:
    desk.post(cars, {"plate": "a 123 bcd", **PAPERS})
    desk.post(cars.replace("cars/", "decision/"), {"key": str(uuid4())})
    leaving = {"vehicle": Vehicle.objects.get().id, "riding": 4, "walking": 0, "key": str(uuid4())}
    answer = desk.post(f"{cars}leave/", leaving)
    assert answer.status_code == 400
    assert "Only 1 of this party crossed" in answer.content.decode()
    assert desk.post(f"{cars}leave/", {"vehicle": "x"}).status_code == 400


def test_the_second_car_is_offered_whom_the_first_left(desk: Client, cars: str) -> None:
    for plate in ("a 1", "a 2"):
        desk.post(cars, {"plate": plate, **PAPERS})
    desk.post(cars.replace("cars/", "decision/"), {"key": str(uuid4())})
    first, second = desk.get(cars).context["vehicles"]
    assert (first.people, second.people) == (1, 1)
    leaving = {"vehicle": first.id, "riding": 1, "walking": 0, "key": str(uuid4())}
    assert desk.post(f"{cars}leave/", leaving).status_code == 200
    shown = desk.get(cars)
    assert [each.people for each in shown.context["vehicles"]] == [1, 0]  # the first may be anew
    page = shown.content.decode()
    assert "1 of the party crossed · 1 rides in 1 car · 0 walk" in page
    assert "Everybody of the party who crossed is on another slip." in page
    answer = desk.post(f"{cars}leave/", {**leaving, "vehicle": second.id, "key": str(uuid4())})
    assert answer.status_code == 400
    assert "on its other slips stand 1" in answer.content.decode()


def test_an_asked_agency_sees_a_notice(desk: Client, customs: Client, cars: str) -> None:
    desk.post(cars, {"plate": "a 123 bcd", **PAPERS})
    desk.post(f"{cars}ask/", {"vehicle": Vehicle.objects.get().id, "agency": "customs"})
    page = customs.get("/notices/").content.decode()
    assert "The desk asks about a car." in page
    assert "A123BCD" not in page
