"""Devices as their keepers see them, delegations as officers do, acts as devices ask for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.policy import require
from moeli.platform.access.signing_on import actor_in
from moeli.platform.errors import absent
from moeli.platform.machine import profiles
from moeli.platform.machine.caller import KnownDevice
from moeli.platform.machine.models import Delegation, Device, DoorAct
from moeli.platform.machine.policies import DEVICES, LENDING

_LENDING = "decision.make"


@dataclass(frozen=True, slots=True)
class Listed:
    """A device with when it was last seen and when its longest token ends."""

    device: Device
    seen_at: datetime | None
    expires_at: datetime | None


def devices(actor: Actor) -> list[Listed]:
    """The devices where `actor` may enrol, by place and name, revoked ones last."""
    require(actor, DEVICES.action)
    found = Device.objects.filter(DEVICES.rows(actor)).select_related("traffic")
    rows = found.annotate(expires=Max("tokens__expires_at"))
    return [
        Listed(row, row.traffic.seen_at, row.expires)
        for row in rows.order_by("-revoked_at", "place", "name")
    ]


def device(actor: Actor, device_id: UUID) -> Device:
    """One device. Raises MoeliError `absent`."""
    require(actor, DEVICES.action)
    found = Device.objects.filter(DEVICES.rows(actor), id=device_id).first()
    if found is None:
        raise absent()
    return found


def lendable(booth: EnrolledBooth) -> QuerySet[Device]:
    """The devices at the desk of `booth` whose profile can act for an officer."""
    able = [each.id for each in profiles.profiles(clock.today()) if _LENDING in each.operations]
    at_desk = Device.objects.filter(place=booth.place, desk=booth.name, revoked_at=None)
    return at_desk.filter(profile__in=able)


def beside(actor: Actor, booth: EnrolledBooth | None) -> list[Device]:
    """The devices to which `actor` can lend her name from this computer."""
    require(actor, LENDING.action, booth.place if booth else "")
    return list(lendable(booth).order_by("name")) if booth else []


def lent_by(actor: Actor) -> list[Delegation]:
    """What she has lent and not ended, the latest first."""
    require(actor, LENDING.action)
    now = clock.now()
    hers = Delegation.objects.filter(officer=actor.id, ended_at=None, ends_at__gt=now)
    return list(hers.select_related("device").order_by("-given_at"))


def officer_in(delegation: Delegation, now: datetime) -> Actor | None:
    """The officer whose name it lends, None once her session or her right is over."""
    officer = actor_in(delegation.session_key, delegation.booth, now)
    if officer is None or officer.id != delegation.officer:
        return None
    return officer if officer.may(LENDING.action, delegation.device.place) else None


def act(device: KnownDevice, operation: str, key: UUID) -> UUID:
    """What was done under `key` by a device of this desk. Raises MoeliError `absent`."""
    at_desk = DoorAct.objects.filter(place=device.place, desk=device.desk)
    found = at_desk.filter(operation=operation, key=key).first()
    if found is None:
        raise absent()
    return found.subject
