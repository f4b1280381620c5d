"""An officer lends her name to the device at her desk: by a code, for a while, by her session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.machine import credentials, profiles
from moeli.platform.machine.caller import KnownDevice
from moeli.platform.machine.errors import DeviceError
from moeli.platform.machine.models import Delegation, Device
from moeli.platform.machine.policies import LENDING
from moeli.platform.machine.selectors import lendable, officer_in


@dataclass(frozen=True, slots=True)
class Lent:
    """A code to be typed at the device; it is known now and never again."""

    device: Device
    code: str
    code_until: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What the device got for the code: its proof that it acts for the officer."""

    token: str
    ends_at: datetime


def lend(
    *,
    actor: Actor,
    booth: EnrolledBooth | None,
    device_id: UUID,
    session_key: str,
    session_ends_at: datetime,
) -> Lent:
    """Make the code by which the device at her desk acts in her name; her earlier one ends.

    Raises MoeliError `absent` (no such device at this desk, or not allowed) or `not_at_a_booth`.
    """
    if booth is None:
        raise MoeliError(DeviceError.NOT_AT_A_BOOTH)
    require(actor, LENDING.action, booth.place)
    now, day, id, code = clock.now(), clock.today(), uuid7(), credentials.fresh_code()
    code_until = now + profiles.code_time(day)
    ends_at = min(now + profiles.delegation_time(day), session_ends_at)
    with transaction.atomic():
        device = lendable(booth).select_for_update().filter(id=device_id).first()
        if device is None:
            raise absent()
        body = {
            "device": str(device.id),
            "booth": str(booth.id),
            "code_hash": credentials.code_kept(str(device.id), code).hex(),
            "code_until": code_until.isoformat(),
            "ends_at": ends_at.isoformat(),
        }
        _record(actor.id, "machine.delegation_given", id, device.place, body)
        Delegation.objects.filter(id=id).update(session_key=session_key)
    return Lent(device, code, code_until, ends_at)


def take_delegation(*, device: KnownDevice, code: str) -> Taken:
    """Take a code up, once: the device acts for the officer from now on.

    Raises MoeliError `wrong_device_code`, whatever is wrong with it.
    """
    now, token = clock.now(), credentials.fresh(credentials.DELEGATION)
    code_hash = credentials.code_kept(str(device.id), credentials.meant(code))
    with transaction.atomic():
        waiting = Delegation.objects.select_for_update().filter(
            device_id=device.id, code_hash=code_hash, token_hash=None, ended_at=None
        )
        found = waiting.filter(code_until__gt=now, ends_at__gt=now).first()
        if found is None or officer_in(found, now) is None:
            raise MoeliError(DeviceError.WRONG_DEVICE_CODE)
        body = {"token_hash": credentials.kept(token).hex()}
        _record(str(device.id), "machine.delegation_taken", found.id, device.place, body)
    return Taken(token, found.ends_at)


def end_delegation(*, actor: Actor, delegation_id: UUID) -> None:
    """Lend her name no longer; only whose name it is can. Raises MoeliError `absent`."""
    with transaction.atomic():
        hers = Delegation.objects.select_for_update().select_related("device")
        found = hers.filter(officer=actor.id, ended_at=None, id=delegation_id).first()
        if found is None:
            raise absent()
        _record(actor.id, "machine.delegation_ended", found.id, found.device.place, {})


def _record(actor: str, verb: str, subject: UUID, place: str, body: dict[str, str]) -> None:
    record(NewEntry(verb=verb, actor=actor, subject=str(subject), place=place, body=body))
