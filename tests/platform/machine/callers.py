"""Devices at the door, officers who lend them their names, and what they ask."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access import services as access
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, actor_of
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import User
from moeli.platform.ids import uuid7
from moeli.platform.machine import services
from moeli.platform.machine.caller import KnownDevice
from moeli.platform.machine.models import Device
from moeli.platform.machine.profiles import profile
from tests.signing_in import person, signed_in

HERE, DESK = "MSB", "Desk 1"
CITIZEN = (
    "P<LSOTHABANA<<LERATO<<<<<<<<<<<<<<<<<<<<<<<<\nRA12345677LSO9003071F3101012<<<<<<<<<<<<<<00"
)


@dataclass
class Machine:
    """A device with its token, and perhaps the name that an officer lent it."""

    device: Device
    token: str
    delegation: str = ""
    client: Client = field(default_factory=Client)

    def headers(self, **more: str) -> dict[str, str]:
        named = {"Authorization": f"Bearer {self.token}"}
        if self.delegation:
            named["Moeli-Delegation"] = self.delegation
        return named | {name.replace("_", "-"): value for name, value in more.items()}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self.headers(**headers))

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1{path}",
            body,
            content_type="application/json",
            headers=self.headers(**headers),
        )

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self.headers(**headers))

    def inspect(self, zone: str = CITIZEN, direction: str = "entry") -> dict[str, Any]:
        answer = self.post("/inspections", {"zone": zone, "direction": direction})
        assert answer.status_code == 201, answer.content
        return answer.json()  # type: ignore[no-any-return]  # JSON

    def decide(self, inspection: str, outcome: str = "admitted", key: object = None) -> Any:
        path = f"/inspections/{inspection}/decision"
        return self.post(path, {"outcome": outcome}, Idempotency_Key=str(key or uuid7()))

    def known(self) -> KnownDevice:
        device, kind = self.device, profile(self.device.profile, clock.today())
        assert kind
        return KnownDevice(device.id, device.place, device.desk, device.name, kind)


@dataclass
class Officer:
    """An officer who is signed in at the computer of her desk."""

    user: User
    client: Client
    booth: EnrolledBooth

    def lends_to(self, device: Device) -> str:
        """The code that her page shows."""
        session = self.client.session
        lent = services.lend(
            actor=actor_of(self.user, clock.now(), self.booth.place),
            booth=self.booth,
            device_id=device.id,
            session_key=str(session.session_key),
            session_ends_at=clock.now() + rules.session_time(clock.today()),
        )
        return lent.code


def enrolled(kind: str = "kiosk_reader", place: str = HERE, desk: str = DESK) -> Machine:
    """A device just enrolled."""
    issued = services.enrol_device(
        actor=SYSTEM, place=place, desk=desk, name=f"Reader {uuid7().hex[-12:]}", profile=kind
    )
    return Machine(issued.device, issued.token)


def at_desk(place: str = HERE, desk: str = DESK, role: str = "primary_officer") -> Officer:
    """An officer at an enrolled computer."""
    link = access.invite_booth(actor=SYSTEM, place=place, name=desk)
    booth = access.enrol_booth(actor=ANONYMOUS, token=link.token).booth
    user = person(role, place)
    return Officer(user, signed_in(user), EnrolledBooth(booth.id, booth.place, booth.name))


def lent(machine: Machine, officer: Officer) -> Machine:
    """The device, acting for the officer from now on."""
    code = officer.lends_to(machine.device)
    answer = machine.post("/delegations", {"code": code})
    assert answer.status_code == 201, answer.content
    machine.delegation = answer.json()["delegation"]
    return machine
