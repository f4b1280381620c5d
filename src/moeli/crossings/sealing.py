"""Where this room's envelopes belong."""

from moeli.crossings.models import Inspection
from moeli.platform.vault.envelope import Binding

SCOPE = "crossing"


def zone_binding(inspection: Inspection) -> Binding:
    """Where the envelope of an inspection's zone belongs."""
    return Binding(
        inspection.key_subject, SCOPE, "crossings.Inspection", "zone", str(inspection.id)
    )
