"""The car of a party: entered, sent to an agency, answered once and by that agency alone."""

from collections.abc import Callable

import pytest

from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import services as parties
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.crossings.vehicles.selectors import vehicles_of, waiting_tasks
from moeli.crossings.vehicles.services import NewVehicle, answer_task, enter_vehicle, send_task
from moeli.platform import room
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import zone
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
PAPERS = {"owner_letter": "seen", "operator_permit": "missing"}


def of_agency(agency: str, place: str = "MSB") -> Actor:
    scope = Scope("customs_officer", place, frozenset({"task.answer"}))
    return Actor(id=str(uuid7()), place=place, agency=agency, grants=(scope,))


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"task.send"})


@pytest.fixture
def party(clerk: Actor) -> Party:
    return parties.begin_party(actor=clerk, place="MSB", desk="Desk 1", direction=Direction.ENTRY)


@pytest.fixture
def driver(clerk: Actor, party: Party) -> PartyMember:
    return parties.scan_into_party(actor=clerk, party_id=party.id, zone=zone(1))


@pytest.fixture
def enter(clerk: Actor, party: Party, driver: PartyMember) -> Callable[..., Vehicle]:
    def enter(plate: str = "A 123 BCD", **given: object) -> Vehicle:
        car = {"driver": driver.id, "papers": PAPERS, **given}
        return enter_vehicle(
            actor=clerk,
            party_id=party.id,
            vehicle=NewVehicle(plate=plate, **car),  # type: ignore[arg-type]  # a test gives what it wants
        )

    return enter


def test_a_car_is_sent_and_the_desk_has_the_answer(
    clerk: Actor, party: Party, enter: Callable[..., Vehicle]
) -> None:
    car = enter()
    assert b"A123BCD" not in bytes(car.plate)
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    customs = of_agency("customs")
    (waiting,) = waiting_tasks(customs, "MSB")
    assert (waiting.plate, waiting.papers) == ("A123BCD", PAPERS)
    answer_task(actor=customs, task_id=waiting.id, answer="cleared")
    assert waiting_tasks(customs, "MSB") == ()
    ((asked,),) = [each.tasks for each in vehicles_of(clerk, party.id)]
    assert (asked.agency, asked.answer) == ("customs", "cleared")
    assert verify().sound


@pytest.mark.parametrize(
    "stranger",
    [of_agency("port_health"), of_agency("customs", "CAL"), of_agency("immigration")],
    ids=["another agency", "another port", "the desk's own"],
)
def test_no_other_agency_and_no_other_port_sees_or_answers(
    clerk: Actor, enter: Callable[..., Vehicle], stranger: Actor
) -> None:
    task = send_task(actor=clerk, vehicle_id=enter().id, agency="customs")
    assert waiting_tasks(stranger, "MSB") == ()
    with refused("absent"):
        answer_task(actor=stranger, task_id=task.id, answer="cleared")
    assert Task.objects.get().answer == ""


def test_the_police_answers_whichever_unit_stands_there(
    clerk: Actor, enter: Callable[..., Vehicle]
) -> None:
    task = send_task(actor=clerk, vehicle_id=enter().id, agency="police")
    assert answer_task(actor=of_agency("lmps_cgpu"), task_id=task.id, answer="stays").answer


def test_an_agency_is_asked_once_at_a_time_and_answers_once(
    clerk: Actor, enter: Callable[..., Vehicle]
) -> None:
    car = enter()
    task = send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    with refused("already_asked"):
        send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    answer_task(actor=of_agency("customs"), task_id=task.id, answer="stays")
    with refused("already_answered"):
        answer_task(actor=of_agency("customs"), task_id=task.id, answer="cleared")
    assert send_task(actor=clerk, vehicle_id=car.id, agency="customs").answer == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"plate": "??"}, "bad_plate"),
        ({"papers": {"owner_letter": "perhaps"}}, "bad_paper"),
        ({"papers": {"love_letter": "seen"}}, "bad_paper"),
        ({"driver": uuid7()}, "bad_driver"),
    ],
)
def test_what_cannot_be_a_car_is_refused_whole(
    enter: Callable[..., Vehicle], given: dict[str, object], code: str
) -> None:
    with refused(code):
        enter(**given)
    assert not Vehicle.objects.exists()


def test_what_nobody_offers_is_refused(clerk: Actor, enter: Callable[..., Vehicle]) -> None:
    car = enter()
    with refused("bad_agency"):
        send_task(actor=clerk, vehicle_id=car.id, agency="navy")
    with refused("absent"):
        send_task(
            actor=officer_at("CAL", OFFICER_ACTIONS | {"task.send"}),
            vehicle_id=car.id,
            agency="customs",
        )
    with refused("bad_answer"):
        answer_task(actor=of_agency("customs"), task_id=uuid7(), answer="maybe")


def rows() -> list[object]:
    return [
        list(Vehicle.objects.values_list("id", "party", "driver", "papers")),
        list(Task.objects.values()),
    ]


def test_the_journal_alone_tells_it_again_and_twice_is_once(
    clerk: Actor, enter: Callable[..., Vehicle]
) -> None:
    task = send_task(actor=clerk, vehicle_id=enter().id, agency="customs")
    answer_task(actor=of_agency("customs"), task_id=task.id, answer="cleared")
    before = rows()
    told = [
        e
        for e in opened(Entry.objects.in_order().select_related("body"))
        if e.verb[:4] in {"vehi", "task"}
    ]
    Task.objects.all().delete()
    Vehicle.objects.all().delete()
    for each in told * 2:
        project = room.verbs()[each.verb].project
        assert project
        project(each)
        assert room.verbs()[each.verb].render(each)
    assert rows() == before
