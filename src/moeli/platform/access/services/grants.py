"""Giving roles and taking them back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from moeli.platform import clock
from moeli.platform.access import places, roles
from moeli.platform.access.actor import Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Grant, User
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import require
from moeli.platform.access.services import locks
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record


def grant_role(
    *,
    actor: Actor,
    person_id: UUID,
    role: str,
    place: str = "",
    first_day: date,
    last_day: date | None = None,
) -> Grant:
    """Give a person a role from `first_day` to `last_day`, both included (None: no end is set).

    Raises MoeliError `absent` (not allowed, no such person) or with an `AccessError` code.
    """
    require(actor, PEOPLE.action)
    if actor.id == str(person_id):
        raise MoeliError(AccessError.OWN_GRANT)
    grant = Grant(user_id=person_id, role=role, place=place, first_day=first_day, last_day=last_day)
    with transaction.atomic():
        _check(grant, locks.person(person_id))
        _record(actor, "access.role_granted", grant)
    return Grant.objects.get(id=grant.id)


def revoke_grant(*, actor: Actor, grant_id: UUID) -> Grant:
    """Take a role back, from this moment on.

    Raises MoeliError `absent`, `already_revoked` or `last_administrator`.
    """
    require(actor, PEOPLE.action)
    with transaction.atomic():
        grant = Grant.objects.select_for_update().filter(id=grant_id).first()
        if grant is None:
            raise absent()
        if grant.revoked_at:
            raise MoeliError(AccessError.ALREADY_REVOKED)
        _check_manager_left(grant)
        _record(actor, "access.grant_revoked", grant)
    return Grant.objects.get(id=grant_id)


def _check(grant: Grant, person: User) -> None:
    role = roles.roles().get(grant.role)
    if role is None:
        raise MoeliError(AccessError.UNKNOWN_ROLE)
    if person.agency not in role.agencies:
        raise MoeliError(AccessError.WRONG_AGENCY)
    if grant.place and not role.by_place:
        raise MoeliError(AccessError.NOT_BY_PLACE)
    if grant.place and grant.place not in places.known_places():
        raise MoeliError(AccessError.BAD_PLACE)
    if grant.last_day and grant.last_day < grant.first_day:
        raise MoeliError(AccessError.BAD_PERIOD)
    if _overlapping(grant):
        raise MoeliError(AccessError.ALREADY_GRANTED)


def _overlapping(grant: Grant) -> bool:
    same = Grant.objects.of(grant.user_id).filter(role=grant.role, place=grant.place)
    reaching = same.filter(Q(last_day=None) | Q(last_day__gte=grant.first_day), revoked_at=None)
    if grant.last_day:
        reaching = reaching.filter(first_day__lte=grant.last_day)
    return reaching.exists()


def _check_manager_left(grant: Grant) -> None:
    if grant.role not in locks.managing_roles():
        return
    now = clock.now()
    person, managers = locks.person_among_managers(grant.user_id, now)
    others = Grant.objects.of(person.id).in_force(now).filter(role__in=locks.managing_roles())
    if not others.exclude(id=grant.id).exists():
        locks.keep_a_manager(person.id, managers)


def _record(actor: Actor, verb: str, grant: Grant) -> None:
    body = {
        "grant": str(grant.id),
        "role": grant.role,
        "first_day": grant.first_day.isoformat(),
        "last_day": grant.last_day.isoformat() if grant.last_day else None,
    }
    record(
        NewEntry(
            verb=verb, actor=actor.id, subject=str(grant.user_id), place=grant.place, body=body
        )
    )
