"""Where the envelope of an alarm's motive belongs, and by what a cause is known again."""

from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Cause
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.master import index_hash


def motive_binding(alarm: Alarm) -> Binding:
    """Where the envelope of the motive belongs."""
    return Binding(alarm.key_subject, SCOPE, "crossings.Alarm", "motive", str(alarm.id))


def cause_hash(cause: Cause) -> bytes:
    """The keyed hash (16 bytes) of a cause."""
    return index_hash("alarm cause", "|".join(cause))
