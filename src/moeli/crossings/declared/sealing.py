"""Where the envelope of a stamp's number belongs."""

from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding


def number_binding(stamp: DeclaredStamp) -> Binding:
    """Where the envelope of a stamp's number belongs."""
    return Binding(stamp.key_subject, SCOPE, "crossings.DeclaredStamp", "number", str(stamp.id))
