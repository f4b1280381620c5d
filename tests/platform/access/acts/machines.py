"""What is done with devices, and lending one's name to the one at the desk."""

from datetime import timedelta

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.ids import uuid7
from moeli.platform.machine import selectors, services
from moeli.platform.machine.services import Issued
from tests.platform.access.acts.booths import enrolled


def _device(actor: Actor, place: str, desk: str = "Desk 1") -> Issued:
    name = str(uuid7())[-30:]
    return services.enrol_device(
        actor=actor, place=place, desk=desk, name=name, profile="kiosk_reader"
    )


def enrol_device(actor: Actor, place: str) -> None:
    _device(actor, place)


def look_at_devices(actor: Actor, place: str) -> None:
    selectors.device(actor, _device(SYSTEM, place).device.id)
    selectors.devices(actor)


def renew_device(actor: Actor, place: str) -> None:
    services.replace_token(actor=actor, device_id=_device(SYSTEM, place).device.id)


def revoke_device(actor: Actor, place: str) -> None:
    services.revoke_device(actor=actor, device_id=_device(SYSTEM, place).device.id)


def lend_there(actor: Actor, place: str) -> None:
    booth: EnrolledBooth = enrolled(place)
    selectors.beside(actor, booth)
    services.lend(
        actor=actor,
        booth=booth,
        device_id=_device(SYSTEM, place, booth.name).device.id,
        session_key="",
        session_ends_at=clock.now() + timedelta(hours=1),
    )
