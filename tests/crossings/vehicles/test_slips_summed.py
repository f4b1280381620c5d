"""Several slips of one party: together they let no more people leave than crossed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from moeli.crossings.afterwards.services import correct_decision
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import deciding, services
from moeli.crossings.parties.models import Party
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.slips.selectors import slip_of_code
from moeli.crossings.slips.services import (
    IssuedSlip,
    NewSlip,
    issue_gate_slip,
    use_gate_slip,
)
from moeli.crossings.slips.tally import Tally, tally
from moeli.crossings.vehicles.leaving import Leaving, issue_slip_of_car
from moeli.crossings.vehicles.models import Vehicle
from moeli.crossings.vehicles.selectors import vehicles_page
from moeli.crossings.vehicles.services import NewVehicle, enter_vehicle
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import nobody, zone
from tests.crossings.slips.test_two_cars import at_once
from tests.refusals import refused

PEOPLE = 5
Leave = Callable[..., IssuedSlip]
rows = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.both_engines


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"task.send", "gate_slip.issue", "gate_slip.use"})


@pytest.fixture
def party(clerk: Actor) -> Party:
    begun = services.begin_party(actor=clerk, place="MSB", desk="Desk 1", direction=Direction.ENTRY)
    for number in range(PEOPLE):
        services.scan_into_party(actor=clerk, party_id=begun.id, zone=zone(number))
    return begun


@pytest.fixture
def cars(clerk: Actor, party: Party) -> list[Vehicle]:
    """Two of them; the party has crossed."""
    made = [
        enter_vehicle(
            actor=clerk,
            party_id=party.id,
            vehicle=NewVehicle(plate=plate, driver=None, papers={}),
        )
        for plate in ("A 1", "A 2")
    ]
    deciding.admit_party(actor=clerk, party_id=party.id, listed=nobody, idempotency_key=uuid7())
    return made


@pytest.fixture
def leave(clerk: Actor) -> Leave:
    return lambda car, riding, walking: issue_slip_of_car(
        actor=clerk,
        leaving=Leaving(vehicle=car.id, walking=walking, riding=riding),
        idempotency_key=uuid7(),
    )


def use(clerk: Actor, issued: IssuedSlip, aboard: int) -> GateSlip:
    return use_gate_slip(actor=clerk, place="MSB", code=issued.code, aboard=aboard)


def refer_one(of: Party) -> None:
    decision = Decision.objects.filter(inspection__party_member__party=of).first()
    assert decision
    correct_decision(
        actor=officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"}),
        decision_id=decision.id,
        outcome=Outcome.REFERRED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )


@rows
def test_the_second_car_takes_whom_the_first_left_and_nobody_more(
    clerk: Actor, party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    leave(cars[0], riding=1, walking=2)
    with refused("more_than_left"):
        leave(cars[1], riding=2, walking=1)
    leave(cars[1], riding=2, walking=0)
    assert tally(party.id, NOW) == Tally(through=PEOPLE, walking=2, riding=3, cars=2)
    assert vehicles_page(clerk, party.id).tally.left == 0


@rows
def test_a_new_slip_of_a_car_frees_the_people_of_the_one_it_replaces(
    party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    leave(cars[0], riding=1, walking=4)
    with refused("more_than_left"):
        leave(cars[1], riding=1, walking=0)
    leave(cars[0], riding=1, walking=3)
    leave(cars[1], riding=1, walking=0)
    assert tally(party.id, NOW).left == 0


@rows
def test_a_slip_that_ran_out_holds_nobody(party: Party, cars: list[Vehicle], leave: Leave) -> None:
    leave(cars[0], riding=5, walking=0)
    until = GateSlip.objects.get().valid_until
    assert tally(party.id, until).left == 0
    assert tally(party.id, until + timedelta(seconds=1)).left == PEOPLE
    with clock.standing_still(until + timedelta(seconds=1)):
        leave(cars[1], riding=5, walking=0)


@rows
def test_who_was_not_aboard_at_the_lane_may_go_with_another_car(
    clerk: Actor, party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    use(clerk, leave(cars[0], riding=4, walking=1), aboard=3)
    with refused("more_than_left"):
        leave(cars[1], riding=2, walking=0)
    leave(cars[1], riding=1, walking=0)
    assert tally(party.id, NOW) == Tally(through=PEOPLE, walking=1, riding=4, cars=2)


@rows
def test_a_car_that_went_counts_on_when_it_gets_a_slip_again(
    clerk: Actor, cars: list[Vehicle], leave: Leave
) -> None:
    use(clerk, leave(cars[0], riding=3, walking=0), aboard=3)
    with refused("more_than_left"):
        leave(cars[0], riding=3, walking=0)
    leave(cars[0], riding=2, walking=0)


@rows
def test_the_lane_sees_the_sum_of_the_whole_party(
    clerk: Actor, cars: list[Vehicle], leave: Leave
) -> None:
    leave(cars[0], riding=1, walking=2)
    code = leave(cars[1], riding=2, walking=0).code
    seen = slip_of_code(clerk, "MSB", code)
    assert seen.party == Tally(through=PEOPLE, walking=2, riding=3, cars=2)


@rows
def test_the_lane_takes_so_many_as_still_crossed_and_not_one_more(
    clerk: Actor, party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    leave(cars[0], riding=1, walking=1)
    second = leave(cars[1], riding=3, walking=0)
    refer_one(party)
    with refused("party_too_many"):
        use(clerk, second, aboard=3)
    assert not GateSlip.objects.exclude(used_at=None).exists()
    assert use(clerk, second, aboard=2).aboard == 2


@together
def test_two_desks_at_the_same_moment_let_nobody_leave_twice(
    clerk: Actor, party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    waiting = iter(cars)
    told = at_once(lambda: leave(next(waiting), riding=1, walking=2), len(cars))
    assert told == ["done", "more_than_left"]
    assert tally(party.id, NOW).given == 3


def by_hand(clerk: Actor, plate: str, riding: int) -> IssuedSlip:
    return issue_gate_slip(
        actor=clerk,
        place="MSB",
        desk="Desk 1",
        slip=NewSlip(plate=plate, walking=0, riding=riding),
        idempotency_key=uuid7(),
    )


@rows
@pytest.mark.parametrize("used", [False, True])
def test_a_slip_issued_by_hand_for_a_car_of_the_party_is_summed_with_its_slips(
    clerk: Actor, cars: list[Vehicle], leave: Leave, used: bool
) -> None:
    issued = by_hand(clerk, "a-1", 3)
    if used:
        use(clerk, issued, 3)
    with refused("more_than_left"):
        leave(cars[1], 3, 0)
    leave(cars[1], 2, 0)


@rows
def test_the_partys_own_slip_takes_the_place_of_one_issued_by_hand(
    clerk: Actor, party: Party, cars: list[Vehicle], leave: Leave
) -> None:
    by_hand(clerk, "A1", 3)
    leave(cars[0], 5, 0)
    assert tally(party.id, clock.now()).given == PEOPLE


@rows
def test_another_cars_slip_is_not_the_partys(
    clerk: Actor, party: Party, cars: list[Vehicle]
) -> None:
    by_hand(clerk, "A 3", 3)
    assert tally(party.id, clock.now()).given == 0


@rows
@pytest.mark.parametrize("apart", [timedelta(hours=-1), timedelta(days=1)])
def test_what_the_car_did_with_others_before_or_after_is_not_the_partys(
    clerk: Actor, party: Party, cars: list[Vehicle], apart: timedelta
) -> None:
    slip = use(clerk, by_hand(clerk, "A 1", 3), 3)
    at = cars[0].entered_at + apart
    GateSlip.objects.filter(id=slip.id).update(issued_at=at, used_at=at)
    assert tally(party.id, clock.now()).given == 0
