"""Whether a stamp may be declared in an inspection: nothing of the document is read for it."""

from uuid import UUID

from moeli.crossings.models import Inspection
from moeli.crossings.opened import is_open
from moeli.crossings.policies import OPENING
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent


def awaits_stamp(actor: Actor, inspection_id: UUID) -> bool:
    """Whether the inspection is still open. Raises MoeliError `absent`."""
    rows = Inspection.objects.filter(OPENING.rows(actor))
    inspection = rows.filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    return is_open(inspection, clock.now())
