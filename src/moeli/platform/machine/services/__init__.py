"""What is done with devices, and by them in an officer's name."""

from moeli.platform.machine.services.acting import note_act
from moeli.platform.machine.services.devices import (
    Issued,
    enrol_device,
    replace_token,
    revoke_device,
)
from moeli.platform.machine.services.lending import (
    Lent,
    Taken,
    end_delegation,
    lend,
    take_delegation,
)

__all__ = [
    "Issued",
    "Lent",
    "Taken",
    "end_delegation",
    "enrol_device",
    "lend",
    "note_act",
    "replace_token",
    "revoke_device",
    "take_delegation",
]
