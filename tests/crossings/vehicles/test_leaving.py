"""The gate slip of a party's car, and the notice to an agency that is asked about it."""

from collections.abc import Callable

import pytest

from moeli.crossings.afterwards.services import correct_decision
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import deciding, services
from moeli.crossings.parties.models import Party
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.slips.services import IssuedSlip
from moeli.crossings.vehicles.leaving import Leaving, issue_slip_of_car
from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.crossings.vehicles.selectors import vehicles_page
from moeli.crossings.vehicles.services import NewVehicle, answer_task, enter_vehicle, send_task
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.notices.models import Notice
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import nobody, zone
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Leave = Callable[..., IssuedSlip]
PLATE = "A123BCD"


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"task.send", "gate_slip.issue"})


@pytest.fixture
def party(clerk: Actor) -> Party:
    begun = services.begin_party(actor=clerk, place="MSB", desk="Desk 1", direction=Direction.ENTRY)
    for number in range(3):
        services.scan_into_party(actor=clerk, party_id=begun.id, zone=zone(number))
    return begun


@pytest.fixture
def car(clerk: Actor, party: Party) -> Vehicle:
    vehicle = NewVehicle(plate="A 123 BCD", driver=None, papers={})
    return enter_vehicle(actor=clerk, party_id=party.id, vehicle=vehicle)


@pytest.fixture
def leave(clerk: Actor, car: Vehicle) -> Leave:
    return lambda riding=1, walking=2, actor=clerk: issue_slip_of_car(
        actor=actor,
        leaving=Leaving(vehicle=car.id, walking=walking, riding=riding),
        idempotency_key=uuid7(),
    )


def decide(clerk: Actor, party: Party) -> None:
    deciding.admit_party(actor=clerk, party_id=party.id, listed=nobody, idempotency_key=uuid7())


def says(agency: str, answer: str) -> Task:
    scope = Scope(f"{agency}_officer", "MSB", frozenset({"task.answer"}))
    theirs = Actor(id=str(uuid7()), place="MSB", agency=agency, grants=(scope,))
    task = Task.objects.waiting().get(agency=agency)
    return answer_task(actor=theirs, task_id=task.id, answer=answer)


def test_the_slip_takes_the_plate_and_who_cleared_from_the_party(
    clerk: Actor, party: Party, car: Vehicle, leave: Leave
) -> None:
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    says("customs", "cleared")
    decide(clerk, party)
    issued = leave()
    assert (issued.plate, issued.slip.vehicle, issued.slip.desk) == (PLATE, car, "Desk 1")
    assert (issued.slip.riding, issued.slip.walking) == (1, 2)
    assert list(issued.slip.clearances.values_list("agency", flat=True)) == ["customs"]
    (shown,) = vehicles_page(clerk, party.id).vehicles
    assert shown.slip
    assert shown.slip.used_at is None
    assert verify().sound


def test_that_its_plate_was_read_is_recorded(clerk: Actor, party: Party, leave: Leave) -> None:
    decide(clerk, party)
    leave()
    reads = opened(Entry.objects.filter(verb="record.read"))
    assert "vehicle" in {each.body["purpose"] for each in reads}


def test_before_anybody_crossed_there_is_no_slip(leave: Leave) -> None:
    with refused("nobody_through"):
        leave()


@pytest.mark.parametrize(
    ("riding", "walking", "code"), [(2, 2, "more_than_crossed"), (0, 3, "bad_count")]
)
def test_no_more_leave_than_crossed(
    clerk: Actor, party: Party, leave: Leave, riding: int, walking: int, code: str
) -> None:
    decide(clerk, party)
    with refused(code):
        leave(riding=riding, walking=walking)
    assert not GateSlip.objects.exists()


def test_a_car_that_an_agency_keeps_gets_none_until_the_agency_says_otherwise(
    clerk: Actor, party: Party, car: Vehicle, leave: Leave
) -> None:
    decide(clerk, party)
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    says("customs", "stays")
    with refused("car_stays"):
        leave()
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    says("customs", "cleared")
    assert leave().slip.riding == 1


def test_asking_again_is_no_way_round_an_agency_that_keeps_the_car(
    clerk: Actor, party: Party, car: Vehicle, leave: Leave
) -> None:
    decide(clerk, party)
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    says("customs", "stays")
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    with refused("car_stays"):
        leave()


def test_whose_crossing_was_corrected_away_does_not_leave(
    clerk: Actor, party: Party, leave: Leave
) -> None:
    decide(clerk, party)
    supervisor = officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"})
    correct_decision(
        actor=supervisor,
        decision_id=Decision.objects.first().id,  # type: ignore[union-attr]  # three were made
        outcome=Outcome.REFERRED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    with refused("more_than_crossed"):
        leave(riding=1, walking=2)
    assert leave(riding=1, walking=1).slip.riding == 1


@pytest.mark.parametrize("actions", [{"gate_slip.issue"}, {"task.send"}])
def test_who_may_not_send_cars_or_issue_slips_finds_no_car(
    clerk: Actor, party: Party, leave: Leave, actions: set[str]
) -> None:
    decide(clerk, party)
    with refused("absent"):
        leave(actor=officer_at("MSB", frozenset(actions)))


def test_another_post_finds_no_car(clerk: Actor, party: Party, leave: Leave) -> None:
    decide(clerk, party)
    with refused("absent"):
        leave(actor=officer_at("MPB", frozenset({"gate_slip.issue", "task.send"})))


@pytest.mark.parametrize(
    ("agency", "role"),
    [
        ("customs", "customs_officer"),
        ("port_health", "port_health_officer"),
        ("police", "border_police_officer"),
    ],
)
def test_an_agency_that_is_asked_is_told_and_its_answer_settles_it(
    clerk: Actor, car: Vehicle, agency: str, role: str
) -> None:
    task = send_task(actor=clerk, vehicle_id=car.id, agency=agency)
    notice = Notice.objects.get()
    assert (notice.role, notice.place, notice.cause) == (role, "MSB", str(task.id))
    account = "lmps_cgpu" if agency == "police" else agency
    scope = Scope(role, "MSB", frozenset({"task.answer"}))
    theirs = Actor(id=str(uuid7()), place="MSB", agency=account, grants=(scope,))
    answer_task(actor=theirs, task_id=task.id, answer="cleared")
    notice.refresh_from_db()
    assert notice.settled_at


def test_a_notice_says_nothing_of_the_car(clerk: Actor, car: Vehicle) -> None:
    send_task(actor=clerk, vehicle_id=car.id, agency="customs")
    assert PLATE not in str(list(Notice.objects.values()))
