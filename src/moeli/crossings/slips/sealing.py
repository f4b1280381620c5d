"""Where a slip's envelope belongs, and by what slips and plates are found again."""

from moeli.crossings.sealing import SCOPE
from moeli.crossings.slips.models import GateSlip
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.master import index_hash


def plate_binding(slip: GateSlip) -> Binding:
    """Where the envelope of a slip's plate belongs."""
    return Binding(slip.key_subject, SCOPE, "crossings.GateSlip", "plate", str(slip.id))


def code_hash(code: str) -> bytes:
    """The keyed hash (16 bytes) of a code as `codes.read` gives it."""
    return index_hash("gate slip", code)


def plate_hash(place: str, plate: str) -> bytes:
    """The keyed hash (16 bytes) of a plate at one port: no plate is followed from port to port."""
    return index_hash("plate at a port", f"{place}|{plate}")
