"""The gate slip of a party's car: plate and clearances are known, and so is who may be aboard."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from moeli.crossings.parties.models import Party
from moeli.crossings.slips.services import IssuedSlip, NewSlip, issue_gate_slip
from moeli.crossings.slips.tally import tally
from moeli.crossings.vehicles.errors import VehicleError
from moeli.crossings.vehicles.models import Vehicle
from moeli.crossings.vehicles.papers import Answer
from moeli.crossings.vehicles.policies import SENDING
from moeli.crossings.vehicles.selectors import plate_of
from moeli.platform import clock
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

    It names as cleared whoever said so; all slips of the party together name no more people than
    crossed. Raises MoeliError `absent`, or with a code of a `VehicleError` or `SlipError`.
    """
    vehicle = _vehicle(actor, leaving.vehicle)
    answers = _answers(vehicle)
    if Answer.STAYS in answers.values():
        raise MoeliError(VehicleError.STAYS)
    with transaction.atomic():
        party = Party.objects.select_for_update().get(id=vehicle.party_id)
        _check_people(vehicle, leaving)
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


def _check_people(vehicle: Vehicle, leaving: Leaving) -> None:
    """Two desks may issue at once: the caller holds the party."""
    others = tally(vehicle.party_id, clock.now(), but=bytes(vehicle.plate_hash))
    if not others.through:
        raise MoeliError(VehicleError.NOBODY_THROUGH)
    if leaving.walking + leaving.riding <= others.left:
        return
    if others.given:
        raise MoeliError(VehicleError.MORE_THAN_LEFT, through=others.through, given=others.given)
    raise MoeliError(VehicleError.MORE_THAN_CROSSED, people=others.through)


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
