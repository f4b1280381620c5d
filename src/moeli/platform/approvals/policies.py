"""Who may decide, ask for and see approvals: as the kind of each says, at its place."""

from collections.abc import Callable

from django.db.models import Q

from moeli.platform import room
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy
from moeli.platform.approvals.models import Approval
from moeli.platform.room import ApprovalKind

READING = Policy(action="approval.read")


class ByKind:
    """A policy whose action each kind of approval names; like Policy, it answers both questions."""

    def __init__(self, action_of: Callable[[ApprovalKind], str]) -> None:
        self._action_of = action_of

    def may(self, actor: Actor, approval: Approval) -> bool:
        """Whether `actor` may do it to `approval`."""
        kind = room.approval_kinds().get(approval.kind)
        return kind is not None and Policy(self._action_of(kind), "place").may(actor, approval)

    def rows(self, actor: Actor) -> Q:
        """The approvals to which she may do it, as a filter."""
        found = Q(pk__in=[])
        for kind in room.approval_kinds().values():
            found |= Q(kind=kind.code) & Policy(self._action_of(kind), "place").rows(actor)
        return found


DECIDING = ByKind(lambda kind: kind.decide)
ASKING = ByKind(lambda kind: kind.ask)


def seen(actor: Actor) -> Q:
    """What she may see: what she may ask for or decide; whoever reads approvals sees them all."""
    if actor.may("approval.audit"):
        return Q()
    return DECIDING.rows(actor) | ASKING.rows(actor) | Q(asked_by=actor.id)
