"""What is asked about cars, as the desk and the agencies see it. Plates are read journaled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Count

from moeli.crossings.parties.models import Party
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.slips.policies import ISSUING
from moeli.crossings.slips.tally import Tally, tally
from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.crossings.vehicles.policies import ANSWERING, SENDING, answers_for
from moeli.crossings.vehicles.sealing import vehicle_binding
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring

SHOWN = 50


@dataclass(frozen=True, slots=True)
class TaskView:
    """One agency's question with its answer, "" while it waits."""

    id: UUID
    agency: str
    plate: str
    papers: Mapping[str, str]
    sent_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SlipState:
    """What became of a car's latest gate slip; `replaceable` people are free if it is anew."""

    issued_at: datetime
    used_at: datetime | None
    replaceable: int


@dataclass(frozen=True, slots=True)
class VehicleView:
    """A party's car with everything that was asked about it."""

    id: UUID
    plate: str
    driver: UUID | None
    papers: Mapping[str, str]
    tasks: tuple[TaskView, ...]
    slip: SlipState | None


@dataclass(frozen=True, slots=True)
class CarsWaiting:
    """A party that was decided, and how many of its cars wait for a slip."""

    party: UUID
    decided_at: datetime
    cars: int


@dataclass(frozen=True, slots=True)
class PartyCars:
    """The cars of a party, and its members (id and number, no names) among whom the driver is.

    `tally` is how many of them crossed, and how many of those are on slips.
    """

    open: bool
    tally: Tally
    vehicles: tuple[VehicleView, ...]
    members: tuple[tuple[UUID, int], ...]


def vehicles_page(actor: Actor, party_id: UUID) -> PartyCars:
    """The party's cars and numbers. Raises MoeliError `absent`."""
    party = Party.objects.filter(SENDING.rows(actor), id=party_id).first()
    if party is None:
        raise absent()
    numbered = party.members.order_by("position").values_list("id", "position")
    cars = vehicles_of(actor, party_id)
    return PartyCars(party.closed_at is None, tally(party.id, clock.now()), cars, tuple(numbered))


def vehicles_of(actor: Actor, party_id: UUID) -> tuple[VehicleView, ...]:
    """The cars of a party (journaled where there is one)."""
    rows = list(
        Vehicle.objects.filter(SENDING.rows(actor, prefix="party__"), party_id=party_id)
        .select_related("party")
        .prefetch_related("tasks", "slips")
        .order_by("entered_at")
    )
    if not rows:
        return ()
    place = rows[0].party.place
    with reading(actor=actor, purpose="vehicle", ids=[row.id for row in rows], place=place):
        return tuple(_vehicle(row, plate_of(row)) for row in rows)


def cars_without_slip(actor: Actor, place: str) -> tuple[CarsWaiting, ...]:
    """The parties decided today at `place` that have a car for which no slip holds: no names."""
    if not actor.may(ISSUING.action, place):
        return ()
    began = datetime.combine(clock.today(), time.min, clock.MASERU)
    cars = Vehicle.objects.filter(SENDING.rows(actor, prefix="party__"), party__place=place)
    rows = cars.without_slip(clock.now()).filter(party__closed_at__gte=began)
    told = rows.values_list("party", "party__closed_at").annotate(cars=Count("id"))
    return tuple(CarsWaiting(*row) for row in told.order_by("-party__closed_at")[:SHOWN])


def waiting_tasks(actor: Actor, place: str) -> tuple[TaskView, ...]:
    """What waits at `place` for an answer of the actor's own agency (journaled where any does)."""
    hers = Task.objects.filter(ANSWERING.rows(actor), agency__in=answers_for(actor), place=place)
    rows = list(hers.waiting().select_related("vehicle")[:SHOWN])
    if not rows:
        return ()
    with reading(actor=actor, purpose="task", ids=[row.vehicle_id for row in rows], place=place):
        return tuple(_task(row, row.vehicle, plate_of(row.vehicle)) for row in rows)


def plate_of(vehicle: Vehicle) -> str:
    """The plate, for a caller who has recorded that it is read."""
    return keyring.unseal(vehicle_binding(vehicle), bytes(vehicle.plate)).decode()


def _vehicle(row: Vehicle, plate: str) -> VehicleView:
    tasks = sorted(row.tasks.all(), key=lambda each: each.sent_at)
    slip = max(row.slips.all(), key=lambda each: each.issued_at, default=None)
    return VehicleView(
        id=row.id,
        plate=plate,
        driver=row.driver_id,
        papers=row.papers,
        tasks=tuple(_task(each, row, plate) for each in tasks),
        slip=_state(slip) if slip else None,
    )


def _state(slip: GateSlip) -> SlipState:
    holds = not slip.used_at and slip.valid_until >= clock.now()
    return SlipState(slip.issued_at, slip.used_at, slip.walking + slip.riding if holds else 0)


def _task(row: Task, vehicle: Vehicle, plate: str) -> TaskView:
    return TaskView(
        row.id, row.agency, plate, vehicle.papers, row.sent_at, row.answer, row.answered_at
    )
