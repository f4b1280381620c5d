"""What a supervisor does with a port and its roster."""

from datetime import time

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.ports import selectors as ports
from moeli.ports import services as port_services
from tests.signing_in import person


def close_there(actor: Actor, place: str) -> None:
    closure = port_services.NewClosure(place=place, reason="snow", begins_at=clock.now())
    port_services.close_port(actor=actor, closure=closure)


def reopen_there(actor: Actor, place: str) -> None:
    close_there(SYSTEM, place)
    port_services.reopen_port(actor=actor, place=place)


def staff_there(actor: Actor, place: str) -> None:
    line = port_services.NewLine(
        place=place,
        day=clock.today(),
        desk="Desk 1",
        officer=str(person("primary_officer", place).id),
        starts=time(6),
        ends=time(14),
    )
    made = port_services.roster(actor=actor, line=line)
    port_services.unroster(actor=actor, place=place, line_id=made.id)


def look_at_roster(actor: Actor, place: str) -> None:
    ports.roster(actor, place, clock.today())
    ports.officers(actor, place, clock.today())
