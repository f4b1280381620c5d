"""Enrolling devices, giving them new tokens, revoking them. A token is shown once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.machine import credentials, profiles
from moeli.platform.machine.errors import DeviceError
from moeli.platform.machine.models import Device
from moeli.platform.machine.policies import DEVICES
from moeli.platform.machine.profiles import Profile

_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Issued:
    """A token just made; `token` is known now and never again."""

    device: Device
    token: str
    expires_at: datetime


def enrol_device(*, actor: Actor, place: str, desk: str, name: str, profile: str) -> Issued:
    """Know a new device, and make its first token.

    Raises MoeliError `absent` (not allowed there) or with a `DeviceError` code.
    """
    require(actor, DEVICES.action, place)
    known = _profile(profile)
    if place not in places.known_places():
        raise MoeliError(DeviceError.BAD_DEVICE_PLACE)
    given = {
        "desk": _plain(desk, DeviceError.BAD_DEVICE_DESK),
        "name": _plain(name, DeviceError.BAD_DEVICE_NAME),
        "profile": known.id,
    }
    id, (token, issued, expires_at) = uuid7(), _fresh_token(known)
    try:
        with transaction.atomic():
            _record(actor, "machine.device_enrolled", id, place, given | issued)
    except IntegrityError as error:
        raise MoeliError(DeviceError.DEVICE_NAME_TAKEN) from error
    return Issued(Device.objects.get(id=id), token, expires_at)


def replace_token(*, actor: Actor, device_id: UUID) -> Issued:
    """Make a new token; the present one stays good for some hours, so that nobody must hurry.

    A token that may be known to others is not replaced: the device is revoked. Raises MoeliError
    `absent`, `device_already_revoked` or `unknown_profile`.
    """
    with transaction.atomic():
        device = _locked(actor, device_id)
        token, issued, expires_at = _fresh_token(_profile(device.profile))
        issued["old_until"] = (clock.now() + profiles.overlap(clock.today())).isoformat()
        _record(actor, "machine.token_replaced", device.id, device.place, issued)
    return Issued(device, token, expires_at)


def revoke_device(*, actor: Actor, device_id: UUID) -> None:
    """Know the device no longer: its tokens, and every name lent to it, end now.

    Raises MoeliError `absent` or `device_already_revoked`.
    """
    with transaction.atomic():
        device = _locked(actor, device_id)
        _record(actor, "machine.device_revoked", device.id, device.place, {"name": device.name})


def _locked(actor: Actor, device_id: UUID) -> Device:
    hers = Device.objects.filter(DEVICES.rows(actor)).select_for_update()
    device = hers.filter(id=device_id).first()
    if device is None:
        raise absent()
    if device.revoked_at:
        raise MoeliError(DeviceError.ALREADY_REVOKED_DEVICE)
    return device


def _profile(id: str) -> Profile:
    found = profiles.profile(id, clock.today())
    if found is None or (id in profiles.TEST_ONLY and not settings.MOELI_DEMO_ACCOUNTS):
        raise MoeliError(DeviceError.UNKNOWN_PROFILE)
    return found


def _plain(text: str, refusal: DeviceError) -> str:
    plain = " ".join(text.split())
    if not 0 < len(plain) <= _LENGTH or not plain.isprintable():
        raise MoeliError(refusal)
    return plain


def _fresh_token(profile: Profile) -> tuple[str, dict[str, str], datetime]:
    token, expires_at = credentials.fresh(credentials.DEVICE), clock.now() + profile.token_life
    body = {
        "token": str(uuid7()),
        "token_hash": credentials.kept(token).hex(),
        "expires_at": expires_at.isoformat(),
    }
    return token, body, expires_at


def _record(actor: Actor, verb: str, device: UUID, place: str, body: dict[str, str]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(device), place=place, body=body))
