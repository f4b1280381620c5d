"""Devices and lent names as the pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.machine import profiles
from moeli.platform.machine.models import Delegation, Device
from moeli.platform.machine.selectors import Listed


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device in the list; `open` while something can be done with it."""

    id: UUID
    place: str
    desk: str
    name: str
    profile: str
    seen_at: datetime | None
    expires_at: datetime | None
    open: bool
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class LentRow:
    """A name lent to a device; `waiting` until the device has typed the code."""

    id: UUID
    device: str
    ends_at: datetime
    waiting: bool
    state: Promise
    tone: str


def device_row(listed: Listed) -> DeviceRow:
    """A device in words."""
    device = listed.device
    state, tone = _state_of(listed)
    return DeviceRow(
        device.id,
        places.name_of(device.place),
        device.desk,
        device.name,
        profile_name(device),
        listed.seen_at,
        listed.expires_at,
        device.revoked_at is None,
        state,
        tone,
    )


def profile_name(device: Device) -> str:
    """What a device may ask, in words; the id of a profile that is no longer in force."""
    known = profiles.profile(device.profile, clock.today())
    return known.label(get_language() or "en") if known else device.profile


def lent_row(lent: Delegation) -> LentRow:
    """A lent name in words."""
    now = clock.now()
    if lent.token_hash:
        state, tone = _("Acts in your name"), "good"
    elif lent.code_until > now:
        state, tone = _("Waits for its code"), "wait"
    else:
        state, tone = _("The code was not used in time"), "neutral"
    waiting = lent.token_hash is None
    return LentRow(lent.id, lent.device.name, lent.ends_at, waiting, state, tone)


def _state_of(listed: Listed) -> tuple[Promise, str]:
    if listed.device.revoked_at:
        return _("Revoked"), "neutral"
    if listed.expires_at is None or listed.expires_at <= clock.now():
        return _("Token ended"), "bad"
    if listed.seen_at is None:
        return _("Never seen"), "wait"
    return _("In use"), "good"
