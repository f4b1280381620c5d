"""Accounts, roles and booths as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import places, roles
from moeli.platform.access.models import Booth, Grant, ShiftEnrolment, User


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One account in the list, or at the head of its page."""

    id: UUID
    name: str
    username: str
    agency: str
    open: bool
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role of a person; `open` while it can be taken back."""

    id: UUID
    role: str
    place: str | Promise
    first_day: date
    last_day: date | None
    state: Promise
    tone: str
    open: bool


@dataclass(frozen=True, slots=True)
class BoothRow:
    """One booth."""

    id: UUID
    place: str
    name: str
    enrolled_at: datetime
    open: bool
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One officer let in for a shift."""

    id: UUID
    name: str
    role: str
    place: str
    ends_at: datetime


def shift_row(shift: ShiftEnrolment) -> ShiftRow:
    """A shift enrolment in words."""
    role = roles.roles().get(shift.role)
    place = places.name_of(shift.place)
    return ShiftRow(shift.id, shift.user.name, str(role or shift.role), place, shift.ends_at)


def person_row(person: User) -> PersonRow:
    """An account in words."""
    agency = roles.agencies().get(person.agency)
    state, tone = (_("Open"), "good") if person.is_active else (_("Closed"), "neutral")
    return PersonRow(
        person.id,
        person.name,
        person.username,
        str(agency or person.agency),
        person.is_active,
        state,
        tone,
    )


def grant_row(grant: Grant) -> GrantRow:
    """A role in words."""
    role = roles.roles().get(grant.role)
    state, tone = _state_of(grant)
    return GrantRow(
        grant.id,
        str(role or grant.role),
        places.name_of(grant.place) if grant.place else _("Everywhere"),
        grant.first_day,
        grant.last_day,
        state,
        tone,
        open=grant.revoked_at is None,
    )


def booth_row(booth: Booth) -> BoothRow:
    """A booth in words."""
    retired = booth.retired_at is not None
    state, tone = (_("Retired"), "neutral") if retired else (_("In use"), "good")
    place = places.name_of(booth.place)
    return BoothRow(booth.id, place, booth.name, booth.enrolled_at, not retired, state, tone)


def _state_of(grant: Grant) -> tuple[Promise, str]:
    today = clock.today()
    if grant.revoked_at:
        return _("Taken back"), "neutral"
    if grant.first_day > today:
        return _("Not yet"), "wait"
    if grant.last_day and grant.last_day < today:
        return _("Ended"), "neutral"
    return _("In force"), "good"
