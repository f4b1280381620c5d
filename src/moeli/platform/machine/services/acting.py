"""Keeping what an officer did through a device, so that a lost answer can be asked for."""

from uuid import UUID

from moeli.platform.journal.services import NewEntry, record
from moeli.platform.machine.caller import Caller
from moeli.platform.machine.models import DoorAct


def note_act(*, caller: Caller, operation: str, key: UUID, subject: UUID) -> None:
    """Record, with the change itself, by which device it was made; repeated, nothing is added.

    Call it in the transaction of the change, while what the key guards is locked. Raises
    MoeliError `person_needed`: a machine by itself does nothing that needs a key.
    """
    lender, device = caller.person(), caller.device
    if DoorAct.objects.filter(operation=operation, key=key).exists():
        return
    body = {
        "device": str(device.id),
        "delegation": str(lender.delegation),
        "desk": device.desk,
        "operation": operation,
        "key": str(key),
    }
    record(
        NewEntry(
            verb="machine.acted",
            actor=lender.actor.id,
            subject=str(subject),
            place=device.place,
            body=body,
        )
    )
