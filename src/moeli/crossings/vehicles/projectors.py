"""The rows that the verbs of cars and tasks stand for; applied again, they change nothing."""

from uuid import UUID

from moeli.crossings.slips.sealing import plate_hash
from moeli.crossings.vehicles.models import Task, Vehicle
from moeli.crossings.vehicles.sealing import vehicle_binding
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def vehicle_entered(recorded: Recorded) -> None:
    """The car of a party."""
    body = recorded.body
    row = Vehicle(
        id=UUID(recorded.subject),
        party_id=UUID(body["party"]),
        driver_id=UUID(body["driver"]) if body["driver"] else None,
        plate_hash=plate_hash(recorded.place, body["plate"]),
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        papers=body["papers"],
        entered_at=recorded.occurred_at,
    )
    if not Vehicle.objects.filter(id=row.id).exists():
        row.plate = keyring.seal(vehicle_binding(row), body["plate"].encode())
        row.save(force_insert=True)


def task_sent(recorded: Recorded) -> None:
    """What an agency is asked."""
    Task.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "vehicle_id": UUID(recorded.body["vehicle"]),
            "place": recorded.place,
            "agency": recorded.body["agency"],
            "sent_by": recorded.actor,
            "sent_at": recorded.occurred_at,
        },
    )


def task_answered(recorded: Recorded) -> None:
    """The answer; the first holds."""
    waiting = Task.objects.waiting().filter(id=UUID(recorded.subject), place=recorded.place)
    waiting.update(
        answer=recorded.body["answer"],
        answered_by=recorded.actor,
        answered_at=recorded.occurred_at,
    )
