"""Ports of entry at the machine door."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status
from pydantic import StringConstraints

from moeli.platform import clock
from moeli.platform.errors import absent
from moeli.platform.machine.door import operation
from moeli.ports import directory, selectors
from moeli.ports.directory import PortOfEntry
from moeli.ports.schemas import PLACE_PATTERN, PortOut, PortsOut, PortStateOut

PlaceInPath = Annotated[str, StringConstraints(pattern=PLACE_PATTERN), Path()]
router = Router(tags=["ports"])


@operation(router, "GET", "/ports", "port.list", {200: PortsOut}, "List the ports of entry")
def ports(request: HttpRequest) -> Status[PortsOut]:
    """Names, districts and the posts opposite."""
    every = [PortOut(**_facts(port)) for port in directory.all_ports()]
    return Status(200, PortsOut(ports=every))


@operation(
    router, "GET", "/ports/{place}", "port.look", {200: PortStateOut}, "Look at one port of entry"
)
def port(
    request: HttpRequest, place: Annotated[str, StringConstraints(pattern=PLACE_PATTERN), Path()]
) -> Status[PortStateOut]:
    """One port, and whether it is open now."""
    moment = clock.now()
    try:
        named = directory.port(place)
    except KeyError as error:
        raise absent() from error
    state = selectors.state(place, moment)
    answer = PortStateOut(
        **_facts(named),
        state=state.kind.value,
        sentence=str(state.sentence),
        reason=state.reason,
        until=state.until,
        asked_at=moment,
    )
    return Status(200, answer)


def _facts(port: PortOfEntry) -> dict[str, Any]:
    return {
        "code": port.code,
        "name": port.name,
        "district": port.district.name,
        "kind": port.kind.value,
        "twin": port.twin,
        "verified": sorted(port.verified),
    }
