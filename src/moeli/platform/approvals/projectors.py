"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from datetime import datetime
from uuid import UUID

from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.approvals.standing import Says
from moeli.platform.room import Recorded


def asked(recorded: Recorded) -> None:
    """The approval, as yet without a voice."""
    body = recorded.body
    Approval.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "node": recorded.node,
            "kind": body["kind"],
            "subject": body["subject"],
            "place": recorded.place,
            "needed": body["needed"],
            "not_by": body["not_by"],
            "asked_by": recorded.actor,
            "asked_at": recorded.occurred_at,
            "expires_at": datetime.fromisoformat(body["expires_at"]),
            "entry": recorded.id,
        },
    )


def granted(recorded: Recorded) -> None:
    """One grant."""
    _say(recorded, Says.GRANTED)


def denied(recorded: Recorded) -> None:
    """One denial, which ends the approval."""
    _say(recorded, Says.DENIED)


def withdrawn(recorded: Recorded) -> None:
    """The end of the approval by the person who asked."""
    _say(recorded, Says.WITHDRAWN)


def used(recorded: Recorded) -> None:
    """The approval is used up; the first use holds."""
    unused = Approval.objects.filter(id=UUID(recorded.subject), node=recorded.node, used_at=None)
    unused.update(used_by=recorded.actor, used_at=recorded.occurred_at)


def _say(recorded: Recorded, says: Says) -> None:
    """A voice counts at the node where it was asked: no other node can speak for its people."""
    approval = Approval.objects.filter(id=UUID(recorded.subject), node=recorded.node).first()
    if approval:
        Voice.objects.get_or_create(
            approval=approval,
            person=recorded.actor,
            defaults={"says": says.value, "said_at": recorded.occurred_at, "entry": recorded.id},
        )
