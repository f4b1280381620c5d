"""The gate slip of a party's car: plate and clearances are known, and so is who may be aboard."""

from dataclasses import dataclass
from uuid import UUID

from moeli.crossings.slips.services import IssuedSlip, NewSlip, issue_gate_slip
from moeli.crossings.vehicles.errors import VehicleError
from moeli.crossings.vehicles.models import Vehicle
from moeli.crossings.vehicles.papers import Answer
from moeli.crossings.vehicles.policies import SENDING
from moeli.crossings.vehicles.selectors import people_through, plate_of
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A car that leaves for the lane: how many of its party walk, how many ride."""

    vehicle: UUID
    walking: int
    riding: int


def issue_slip_of_car(*, actor: Actor, leaving: Leaving, idempotency_key: UUID) -> IssuedSlip:
    """Issue the slip of a car whose party was decided; its plate is not typed again.

    It names as cleared whoever said so, and no more people than crossed. Raises MoeliError
    `absent`, or with a code of a `VehicleError` or `SlipError`.
    """
    vehicle = _vehicle(actor, leaving.vehicle)
    party, answers = vehicle.party, _answers(vehicle)
    through = people_through(party)
    if Answer.STAYS in answers.values():
        raise MoeliError(VehicleError.STAYS)
    if not through:
        raise MoeliError(VehicleError.NOBODY_THROUGH)
    if leaving.walking + leaving.riding > through:
        raise MoeliError(VehicleError.MORE_THAN_CROSSED, people=through)
    with reading(actor=actor, purpose="vehicle", ids=[vehicle.id], place=party.place):
        plate = plate_of(vehicle)
    slip = NewSlip(
        plate=plate,
        walking=leaving.walking,
        riding=leaving.riding,
        clearances=tuple(agency for agency, said in answers.items() if said == Answer.CLEARED),
        vehicle=vehicle.id,
    )
    return issue_gate_slip(
        actor=actor,
        place=party.place,
        desk=party.desk,
        slip=slip,
        idempotency_key=idempotency_key,
    )


def _vehicle(actor: Actor, vehicle_id: UUID) -> Vehicle:
    rows = Vehicle.objects.select_related("party").filter(SENDING.rows(actor, prefix="party__"))
    found = rows.filter(id=vehicle_id).first()
    if found is None:
        raise absent()
    return found


def _answers(vehicle: Vehicle) -> dict[str, str]:
    """What each agency said last; that the car stays holds until the agency itself says more."""
    said: dict[str, str] = {}
    for agency, answer in vehicle.tasks.order_by("sent_at").values_list("agency", "answer"):
        if answer or said.get(agency) != Answer.STAYS:
            said[agency] = answer
    return said
