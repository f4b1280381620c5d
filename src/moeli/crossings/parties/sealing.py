"""Where the envelope of a list of passengers belongs."""

from moeli.crossings.parties.models import PartyList
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding


def zones_binding(row: PartyList) -> Binding:
    """Where the envelope of a list's zones belongs."""
    return Binding(row.key_subject, SCOPE, "crossings.PartyList", "zones", str(row.id))
