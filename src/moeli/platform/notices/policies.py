"""Who receives which notices: the holders of a role, at the place where they hold it."""

from functools import reduce
from operator import or_

from django.db.models import Q

from moeli.platform.access.actor import Actor, Scope
from moeli.platform.access.policy import Policy
from moeli.platform.notices.kinds import receiving_roles

READING = Policy(action="notice.read")


def receives_any(actor: Actor) -> bool:
    """Whether any kind of notice is for a role that `actor` holds."""
    return any(scope.role in receiving_roles() for scope in _scopes(actor))


def rows(actor: Actor) -> Q:
    """The notices for `actor`. One without a place is for every holder of its role."""
    return reduce(or_, map(_of, _scopes(actor)), Q(pk__in=[]))


def _scopes(actor: Actor) -> list[Scope]:
    return [scope for scope in actor.grants if READING.action in scope.actions]


def _of(scope: Scope) -> Q:
    hers = Q(role=scope.role) | Q(escalated_to=scope.role)
    return hers & Q(place__in=["", scope.place]) if scope.place else hers
