"""Where the envelope of a permit's number belongs."""

from moeli.crossings.permits.models import Permit
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding


def number_binding(permit: Permit) -> Binding:
    """Where the envelope of a permit's number belongs."""
    return Binding(permit.key_subject, SCOPE, "crossings.Permit", "number", str(permit.id))
