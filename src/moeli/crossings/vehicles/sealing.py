"""Where the envelope of a car's plate belongs."""

from moeli.crossings.sealing import SCOPE
from moeli.crossings.vehicles.models import Vehicle
from moeli.platform.vault.envelope import Binding


def vehicle_binding(vehicle: Vehicle) -> Binding:
    """Where the envelope of a car's plate belongs."""
    return Binding(vehicle.key_subject, SCOPE, "crossings.Vehicle", "plate", str(vehicle.id))
