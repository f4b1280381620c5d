"""The last families of the evening before, by the services that the desk uses for parties.

They came after the drawn history ended: scanned one after the other, each minor with both parents
or with one and a paper, decided with one key; their car has a gate slip, and the lane used it. One
more waits today with a second car.
"""

from datetime import datetime, timedelta
from itertools import count, islice
from random import Random
from uuid import UUID

from moeli.crossings.capture import Capture, How
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import services
from moeli.crossings.parties.deciding import admit_party
from moeli.crossings.parties.minors import Companion, accompany_all
from moeli.crossings.parties.models import Party
from moeli.crossings.parties.rules import PRESENT
from moeli.crossings.slips.services import use_gate_slip
from moeli.crossings.vehicles.leaving import Leaving, issue_slip_of_car
from moeli.crossings.vehicles.models import Vehicle
from moeli.crossings.vehicles.services import NewVehicle, enter_vehicle
from moeli.demo.habits import habits
from moeli.demo.travellers import Company, draw
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7

FAMILIES = 6
_TWO_CARS = 2  # each with a driver
_PLACE, _DESK, _APART = "MSB", "Desk 1", timedelta(minutes=3)
_NUMBERS_FROM = 750_000  # the drawn history gives its people the numbers before


def load(began: datetime, seed: int) -> datetime:
    """Let them cross, one family after the other from `began` on; when the next would come."""
    random = Random(seed)  # noqa: S311 -- drawn history, not a secret
    [kind] = [habit for habit in habits() if habit.kind == "family"]
    drawn = draw(random, clock.legal_day(began), kind, count(_NUMBERS_FROM))
    for turn, family in enumerate(islice(drawn, FAMILIES)):
        with clock.standing_still(began + turn * _APART):
            _cross(family, plate=f"A {1200 + 7 * turn}")
    return began + FAMILIES * _APART


def waits(began: datetime, seed: int) -> datetime:
    """One more, today, in two cars of which one went: the other waits for its slip."""
    [kind] = [habit for habit in habits() if habit.kind == "family"]
    random = Random(seed + 1)  # noqa: S311 -- as above
    drawn = draw(random, clock.legal_day(began), kind, count(_NUMBERS_FROM + 1_000))
    family = next(each for each in drawn if len(each.people) > _TWO_CARS)
    with clock.standing_still(began):
        _party, (first, _second) = _decided(family, ("B 4201", "B 4202"))
        _leaves(first, walking=len(family.people) - _TWO_CARS)
    return began + _APART


def _cross(family: Company, plate: str) -> None:
    _party, [car] = _decided(family, (plate,))
    _leaves(car, walking=len(family.people) - 1)


def _decided(family: Company, plates: tuple[str, ...]) -> tuple[Party, list[Vehicle]]:
    """The family through, its cars entered."""
    party = services.begin_party(actor=SYSTEM, place=_PLACE, desk=_DESK, direction=Direction.ENTRY)
    members = [
        services.scan_into_party(
            actor=SYSTEM, party_id=party.id, zone=each.zone, capture=Capture(How.WEDGE_SCAN)
        )
        for each in family.people
    ]
    _accompany(party.id, family, [each.id for each in members])
    cars = [_entered(party.id, plate, members[0].id) for plate in plates]
    admit_party(
        actor=SYSTEM, party_id=party.id, listed=lambda _hashes: frozenset(), idempotency_key=uuid7()
    )
    return party, cars


def _accompany(party: UUID, family: Company, members: list[UUID]) -> None:
    """With both of two adults, who stand there; else with the first, by a paper."""
    people = list(zip(family.people, members, strict=True))
    grown = [member for each, member in people if each.grown_up]
    both = len(grown) == len(("mother", "father"))
    paper, other = (PRESENT, grown[1]) if both else ("birth_certificate", None)
    said = [
        Companion(member, grown[0], paper, other) for each, member in people if not each.grown_up
    ]
    if said:
        accompany_all(actor=SYSTEM, party_id=party, companions=said)


def _entered(party: UUID, plate: str, driver: UUID) -> Vehicle:
    car = NewVehicle(plate=plate, driver=driver, papers={"owner_letter": "seen"})
    return enter_vehicle(actor=SYSTEM, party_id=party, vehicle=car)


def _leaves(car: Vehicle, walking: int) -> None:
    leaving = Leaving(vehicle=car.id, walking=walking, riding=1)
    issued = issue_slip_of_car(actor=SYSTEM, leaving=leaving, idempotency_key=uuid7())
    use_gate_slip(actor=SYSTEM, place=_PLACE, code=issued.code, aboard=1)
