"""Letting a request in: the device by its token, what it may ask, how often, for whom."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from moeli.platform import clock
from moeli.platform.errors import MoeliError, absent
from moeli.platform.machine import bodies, credentials, profiles, traffic
from moeli.platform.machine.caller import Caller, KnownDevice, Lender
from moeli.platform.machine.errors import DoorError
from moeli.platform.machine.models import Delegation, DeviceToken, Traffic
from moeli.platform.machine.profiles import Profile
from moeli.platform.machine.selectors import officer_in

DELEGATION_HEADER = "Moeli-Delegation"
_SCHEME = "Bearer "
_NOTED = 30  # seconds: a delegation used again within them need not be written down


def admit(request: HttpRequest, operation: str) -> Caller:
    """The caller, if its device may ask for `operation` now.

    Raises MoeliError `unknown_device` (whatever is wrong with the token), `too_many`, `absent`
    (not of its profile), `person_needed` (whatever is wrong with the delegation), or what is wrong
    with the body.
    """
    now = clock.now()
    device, its_traffic = _device(request, now)
    traffic.count(its_traffic, device.profile.per_minute, now)
    if operation not in device.profile.operations:
        raise absent()
    lender = _lender(request, device, now)
    body = bodies.read(request, device.profile.largest_bytes)
    return Caller(device, lender, body)


def _device(request: HttpRequest, now: datetime) -> tuple[KnownDevice, Traffic]:
    shown = request.headers.get("Authorization", "")
    token = shown.removeprefix(_SCHEME)
    if token == shown or not credentials.well_formed(token, credentials.DEVICE):
        raise MoeliError(DoorError.UNKNOWN_DEVICE)
    standing = DeviceToken.objects.select_related("device__traffic").filter(
        token_hash=credentials.kept(token), expires_at__gt=now, device__revoked_at=None
    )
    found = standing.first()
    profile = _profile(found.device.profile, now) if found else None
    if found is None or profile is None:
        raise MoeliError(DoorError.UNKNOWN_DEVICE)
    row = found.device
    return KnownDevice(row.id, row.place, row.desk, row.name, profile), row.traffic


def _profile(id: str, now: datetime) -> Profile | None:
    if id in profiles.TEST_ONLY and not settings.MOELI_DEMO_ACCOUNTS:
        return None
    return profiles.profile(id, clock.legal_day(now))


def _lender(request: HttpRequest, device: KnownDevice, now: datetime) -> Lender | None:
    token = request.headers.get(DELEGATION_HEADER)
    if token is None:
        return None
    if not credentials.well_formed(token, credentials.DELEGATION):
        raise MoeliError(DoorError.PERSON_NEEDED)
    standing = Delegation.objects.select_related("device").filter(
        token_hash=credentials.kept(token), device_id=device.id, ended_at=None, ends_at__gt=now
    )
    found = standing.first()
    officer = officer_in(found, now) if found and not _left_alone(found, now) else None
    if found is None or officer is None:
        raise MoeliError(DoorError.PERSON_NEEDED)
    _note_use(found, now)
    return Lender(officer, found.id)


def _left_alone(delegation: Delegation, now: datetime) -> bool:
    last = delegation.used_at or delegation.given_at
    return now - last >= profiles.delegation_idle_time(clock.legal_day(now))


def _note_use(delegation: Delegation, now: datetime) -> None:
    if (now - (delegation.used_at or delegation.given_at)).total_seconds() >= _NOTED:
        Delegation.objects.filter(id=delegation.id, ended_at=None).update(used_at=now)
