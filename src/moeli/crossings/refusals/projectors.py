"""The rows that a notice and a review stand for; applied again, they change nothing."""

from uuid import UUID

from moeli.crossings.models import Decision
from moeli.crossings.refusals.models import RefusalNotice, RefusalReview
from moeli.platform.room import Recorded


def notice_written(recorded: Recorded) -> None:
    """The notice of a refusal; the first holds."""
    body = recorded.body
    RefusalNotice.objects.get_or_create(
        decision=_decision(recorded),
        defaults={
            "id": UUID(body["notice"]),
            "blob": UUID(body["blob"]),
            "key_subject": body["key_subject"],
            "written_by": recorded.actor,
            "written_at": recorded.occurred_at,
        },
    )


def review_asked(recorded: Recorded) -> None:
    """The wish for a review; the first holds."""
    RefusalReview.objects.get_or_create(
        decision=_decision(recorded),
        defaults={
            "id": UUID(recorded.body["review"]),
            "asked_at": recorded.occurred_at,
            "noted_by": recorded.actor,
        },
    )


def review_decided(recorded: Recorded) -> None:
    """Its result; the first holds."""
    waiting = RefusalReview.objects.filter(decision=_decision(recorded), result="")
    waiting.update(
        result=recorded.body["result"],
        decided_by=recorded.actor,
        decided_at=recorded.occurred_at,
    )


def _decision(recorded: Recorded) -> Decision:
    """No post speaks of a decision of another: Decision.DoesNotExist."""
    return Decision.objects.get(id=UUID(recorded.subject), inspection__place=recorded.place)
