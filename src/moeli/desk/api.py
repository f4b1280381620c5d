"""Inspections at the machine door."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from moeli.crossings.at_the_door import require_own
from moeli.crossings.capture import Capture, How
from moeli.crossings.outcomes import Direction
from moeli.crossings.services import open_inspection
from moeli.desk import at_the_door
from moeli.desk.schemas import InspectionIn, InspectionOut
from moeli.platform.machine.door import caller, operation
from moeli.platform.machine.schemas import DelegationToken, IdInPath

router = Router(tags=["inspections"])
_REASON = "device"


@operation(
    router,
    "POST",
    "/inspections",
    "inspection.open",
    {201: InspectionOut},
    "Inspect a captured document",
)
def inspect(
    request: HttpRequest, payload: InspectionIn, delegation: DelegationToken = None
) -> Status[InspectionOut]:
    """Open an inspection at this device's desk: the officer's, where she lent her name."""
    asking = caller(request)
    opened = open_inspection(
        actor=asking.actor,
        place=asking.device.place,
        desk=asking.device.desk,
        direction=Direction(payload.direction),
        zone=payload.zone,
        reason=_REASON,
        capture=Capture(How(payload.captured_how)),
    )
    return Status(201, at_the_door.inspection(asking, opened.id))


@operation(
    router,
    "GET",
    "/inspections/{inspection_id}",
    "inspection.look",
    {200: InspectionOut},
    "Look at an inspection again",
)
def look(
    request: HttpRequest,
    inspection_id: IdInPath,
    delegation: DelegationToken = None,
) -> Status[InspectionOut]:
    """One that the same caller opened at this desk; what is shown is journaled anew."""
    asking = caller(request)
    require_own(asking, UUID(inspection_id))
    return Status(200, at_the_door.inspection(asking, UUID(inspection_id)))
