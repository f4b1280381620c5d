"""A refusal as its officer and its reviewer see it: without name and number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from moeli.crossings.afterwards.selectors import in_time
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.refusals.models import RefusalNotice, RefusalReview
from moeli.crossings.refusals.policies import REFUSING, REVIEWING
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent


@dataclass(frozen=True, slots=True)
class RefusalView:
    """One refusal: where it stands, what was written and asked, and what the actor may do."""

    id: UUID
    place: str
    nationality: str
    decided_at: datetime
    ground: str
    refused: bool
    withdrawn: bool
    written_at: datetime | None
    asked_at: datetime | None
    result: str
    reviewed_at: datetime | None
    may_review: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """Where the sealed file of a notice lies."""

    blob: UUID
    subject: str
    place: str


def refusal(actor: Actor, decision_id: UUID) -> RefusalView:
    """The refusal, for who may refuse or review there. Raises MoeliError `absent`."""
    rows = Decision.objects.filter(REFUSING.rows(actor) | REVIEWING.rows(actor))
    row = rows.filter(_was_refused(), id=decision_id).select_related("inspection").first()
    if row is None:
        raise absent()
    notice = RefusalNotice.objects.filter(decision=row).first()
    review = RefusalReview.objects.filter(decision=row).first()
    return RefusalView(
        id=row.id,
        place=row.inspection.place,
        nationality=row.inspection.nationality,
        decided_at=row.decided_at,
        ground=row.ground,
        refused=refuses(row),
        withdrawn=row.withdrawn_at is not None,
        written_at=notice.written_at if notice else None,
        asked_at=review.asked_at if review else None,
        result=review.result if review else "",
        reviewed_at=review.decided_at if review else None,
        may_review=REVIEWING.may(actor, row) and not refused_by(actor, row),
        undoable=row.officer == actor.id
        and row.withdrawn_at is None
        and not row.followed_by
        and in_time(row.decided_at),
    )


def kept_notice(actor: Actor, decision_id: UUID) -> KeptNotice:
    """Where the notice lies. Raises MoeliError `absent`."""
    rows = RefusalNotice.objects.filter(
        REFUSING.rows(actor, prefix="decision__") | REVIEWING.rows(actor, prefix="decision__")
    )
    row = rows.filter(decision_id=decision_id).select_related("decision__inspection").first()
    if row is None:
        raise absent()
    return KeptNotice(row.blob, row.key_subject, row.decision.inspection.place)


def reviews_waiting(actor: Actor, place: str) -> tuple[UUID, ...]:
    """The refusals at `place` whose review waits, the oldest first; nothing to who may not."""
    rows = RefusalReview.objects.filter(
        REVIEWING.rows(actor, prefix="decision__"), decision__inspection__place=place, result=""
    )
    return tuple(rows.order_by("asked_at").values_list("decision_id", flat=True)[:20])


def refuses(decision: Decision) -> bool:
    """Whether the decision stands, and refuses leave to enter as it reads now."""
    return decision.withdrawn_at is None and decision.stands_as is Outcome.REFUSED


def refused_by(actor: Actor, decision: Decision) -> bool:
    """Whether she refused: by deciding, or by correcting what another decided."""
    hers = decision.corrections.filter(officer=actor.id, outcome=Outcome.REFUSED)
    return decision.officer == actor.id or hers.exists()


def _was_refused() -> Q:
    return Q(outcome=Outcome.REFUSED) | Q(corrected_to=Outcome.REFUSED)
