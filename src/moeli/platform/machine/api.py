"""The door's own operations: how the site is; taking up an officer's code, and giving it back."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from ninja import Router
from ninja.responses import Status

from moeli import __version__
from moeli.platform import clock
from moeli.platform.machine.door import caller, operation
from moeli.platform.machine.schemas import (
    CodeIn,
    DelegationOut,
    DelegationToken,
    HealthOut,
    PartOut,
    Problem,
)
from moeli.platform.machine.services import end_delegation, take_delegation

router = Router(tags=["machines"])


@operation(router, "GET", "/health", "health.look", {200: HealthOut}, "Ask how the site is")
def health(request: HttpRequest) -> Status[HealthOut]:
    """Examined every five seconds at most; why a part is not well is said on the machine only."""
    device, found = caller(request).device, import_string(settings.MOELI_HEALTH)()
    answer = HealthOut(
        well=all(each.well for each in found),
        parts=[PartOut(part=each.part, well=each.well) for each in found],
        version=__version__,
        time=clock.now(),
        place=device.place,
        desk=device.desk,
    )
    return Status(200, answer)


@operation(
    router,
    "POST",
    "/delegations",
    "delegation.take",
    {201: DelegationOut, 409: Problem},
    "Take up a code",
)
def take(request: HttpRequest, payload: CodeIn) -> Status[DelegationOut]:
    """The officer's page shows a code for some minutes. For it the device gets a delegation."""
    taken = take_delegation(device=caller(request).device, code=payload.code)
    return Status(201, DelegationOut(delegation=taken.token, ends_at=taken.ends_at))


@operation(
    router, "DELETE", "/delegations/mine", "delegation.end", {204: None}, "Give the name back"
)
def end(request: HttpRequest, delegation: DelegationToken = None) -> Status[None]:
    """The device no longer acts for the officer."""
    lender = caller(request).person()
    end_delegation(actor=lender.actor, delegation_id=lender.delegation)
    return Status(204, None)
