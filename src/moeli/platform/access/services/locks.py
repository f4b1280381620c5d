"""Locking the rows that a change depends on."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from moeli.platform.access import roles
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Grant, User
from moeli.platform.access.policies import PEOPLE
from moeli.platform.errors import MoeliError, absent


def person(person_id: UUID) -> User:
    """The person, locked until the commit. Raises MoeliError `absent`."""
    found = User.objects.select_for_update().filter(id=person_id).first()
    if found is None:
        raise absent()
    return found


def person_among_managers(person_id: UUID, at: datetime) -> tuple[User, set[UUID]]:
    """The person and the ids of all who manage people at `at`, locked together in one order.

    Two administrators who close each other's accounts at once thus wait for one another.
    """
    managing = Grant.objects.in_force(at).filter(role__in=managing_roles()).values("user_id")
    wanted = User.objects.filter(Q(id=person_id) | Q(id__in=managing, is_active=True))
    locked = {row.id: row for row in wanted.select_for_update().order_by("id")}
    if person_id not in locked:
        raise absent()
    held = Grant.objects.in_force(at).filter(role__in=managing_roles(), user_id__in=locked)
    active = {grant.user_id for grant in held if locked[grant.user_id].is_active}
    return locked[person_id], active


def keep_a_manager(person_id: UUID, managers: set[UUID]) -> None:
    """Someone else must be left who manages people. Raises MoeliError `last_administrator`."""
    if person_id in managers and managers == {person_id}:
        raise MoeliError(AccessError.LAST_ADMINISTRATOR)


def managing_roles() -> list[str]:
    """The roles whose holders manage people."""
    return [role.id for role in roles.roles().values() if PEOPLE.action in role.actions]
