"""Entering a party's car, asking an agency about it, and the agency's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.services import locked
from moeli.crossings.slips import plates, rules
from moeli.crossings.slips.errors import SlipError
from moeli.crossings.vehicles.errors import VehicleError
from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.crossings.vehicles.papers import Answer, Seen, vehicle_papers
from moeli.crossings.vehicles.policies import ANSWERING, SENDING, answers_for
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVehicle:
    """A car: its plate, who of the party drives it, and what was seen of each paper."""

    plate: str
    driver: UUID | None
    papers: Mapping[str, str]


def enter_vehicle(*, actor: Actor, party_id: UUID, vehicle: NewVehicle) -> Vehicle:
    """Enter the car of an open party. Raises MoeliError with a code of the room."""
    plate, id = plates.read(vehicle.plate), uuid7()
    if not plate:
        raise MoeliError(SlipError.BAD_PLATE)
    _check_papers(vehicle.papers)
    with transaction.atomic():
        party = locked(actor, party_id, SENDING)
        if party.closed_at:
            raise MoeliError(PartyError.CLOSED)
        if vehicle.driver and not _in_party(party, vehicle.driver):
            raise MoeliError(VehicleError.BAD_DRIVER)
        body = {
            "party": str(party.id),
            "driver": str(vehicle.driver) if vehicle.driver else "",
            "plate": plate,
            "papers": dict(vehicle.papers),
        }
        _record(actor, "vehicle.entered", id, party.place, body)
    return Vehicle.objects.get(id=id)


def send_task(*, actor: Actor, vehicle_id: UUID, agency: str) -> Task:
    """Ask an agency about a car. Raises MoeliError `absent`, `bad_agency` or `already_asked`."""
    if agency not in {row.id for row in rules.agencies(clock.today())}:
        raise MoeliError(SlipError.BAD_AGENCY)
    id = uuid7()
    try:
        with transaction.atomic():
            vehicle = _vehicle(actor, vehicle_id)
            if Task.objects.waiting().filter(vehicle=vehicle, agency=agency).exists():
                raise MoeliError(VehicleError.ALREADY_ASKED)
            body = {"vehicle": str(vehicle.id), "agency": agency}
            _record(actor, "task.sent", id, vehicle.party.place, body)
    except IntegrityError as error:  # asked by a colleague at this very moment
        raise MoeliError(VehicleError.ALREADY_ASKED) from error
    return Task.objects.get(id=id)


def answer_task(*, actor: Actor, task_id: UUID, answer: str) -> Task:
    """Answer for one's own agency, once. Raises MoeliError `absent` or a `VehicleError`."""
    if answer not in set(Answer):
        raise MoeliError(VehicleError.BAD_ANSWER)
    with transaction.atomic():
        hers = Task.objects.filter(ANSWERING.rows(actor), agency__in=answers_for(actor))
        task = hers.select_for_update().filter(id=task_id).first()
        if task is None:
            raise absent()
        if task.answer:
            raise MoeliError(VehicleError.ALREADY_ANSWERED)
        _record(actor, "task.answered", task.id, task.place, {"answer": answer})
    return Task.objects.get(id=task.id)


def _in_party(party: Party, member_id: UUID) -> bool:
    return PartyMember.objects.filter(party=party, id=member_id).exists()


def _check_papers(papers: Mapping[str, str]) -> None:
    known = {row.id for row in vehicle_papers(clock.today())}
    if not set(papers) <= known or not set(papers.values()) <= set(Seen):
        raise MoeliError(VehicleError.BAD_PAPER)


def _vehicle(actor: Actor, vehicle_id: UUID) -> Vehicle:
    rows = Vehicle.objects.select_related("party").filter(SENDING.rows(actor, prefix="party__"))
    found = rows.filter(id=vehicle_id).first()
    if found is None:
        raise absent()
    return found


def _record(actor: Actor, verb: str, id: UUID, place: str, body: Mapping[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(id), place=place, body=body))
