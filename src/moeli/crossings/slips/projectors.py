"""The rows that the verbs of gate slips stand for; applied again, they change nothing."""

from datetime import datetime
from uuid import UUID

from moeli.crossings.slips.models import GateSlip, GateSlipClearance
from moeli.crossings.slips.sealing import plate_binding, plate_hash
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def slip_issued(recorded: Recorded) -> None:
    """The slip with its clearances; unused slips of the same car at the port are replaced."""
    slip = _slip_of(recorded)
    if GateSlip.objects.filter(id=slip.id).exists():
        return
    slip.plate = keyring.seal(plate_binding(slip), recorded.body["plate"].encode())
    earlier = GateSlip.objects.usable().filter(place=slip.place, plate_hash=slip.plate_hash)
    earlier.update(replaced_at=slip.issued_at)
    slip.save(force_insert=True)
    GateSlipClearance.objects.bulk_create(
        GateSlipClearance(slip=slip, agency=agency) for agency in recorded.body["clearances"]
    )


def slip_used(recorded: Recorded) -> None:
    """The use of a slip; the first holds."""
    unused = GateSlip.objects.filter(id=UUID(recorded.subject), place=recorded.place, used_at=None)
    unused.update(
        used_at=recorded.occurred_at, used_by=recorded.actor, aboard=recorded.body["aboard"]
    )


def _slip_of(recorded: Recorded) -> GateSlip:
    body = recorded.body
    vehicle = body.get("vehicle")
    return GateSlip(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=body["desk"],
        issued_by=recorded.actor,
        code_hash=bytes.fromhex(body["code_hash"]),
        plate_hash=plate_hash(recorded.place, body["plate"]),
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        walking=body["walking"],
        riding=body["riding"],
        issued_at=recorded.occurred_at,
        valid_until=datetime.fromisoformat(body["valid_until"]),
        idempotency_key=UUID(body["idempotency_key"]),
        vehicle_id=UUID(vehicle) if vehicle else None,
    )
