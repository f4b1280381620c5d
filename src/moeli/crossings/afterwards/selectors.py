"""What stands in the way of withdrawing a decision; a decision as it may be corrected."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moeli.crossings.afterwards import rules
from moeli.crossings.afterwards.errors import AfterwardsError
from moeli.crossings.afterwards.policies import CORRECTING
from moeli.crossings.identification.models import Identification
from moeli.crossings.identification.words import offered
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome, corrected_to
from moeli.crossings.parties.models import PartyMember
from moeli.crossings.selectors import RecentDecision
from moeli.crossings.slips.models import GateSlip
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.prepared import Asked, Prepared

_INSPECTION = Asked("inspection")
_WITH_INSPECTION = Prepared(
    lambda: Decision.objects.select_related("inspection").filter(id=Asked("id"))
)
_IN_A_PARTY = Prepared(
    lambda: PartyMember.objects.filter(inspection_id=_INSPECTION).values_list("id", flat=True)[:1]
)
_IDENTIFIED = Prepared(
    lambda: Identification.objects.filter(inspection=_INSPECTION).values_list("id", flat=True)[:1]
)


@dataclass(frozen=True, slots=True)
class CorrectionMade:
    """One correction: what the decision read after it, and when it was made."""

    outcome: Outcome
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectableDecision:
    """A decision without name or number: what was recorded, what it reads now, what it could."""

    id: UUID
    place: str
    direction: Direction
    nationality: str
    decided_at: datetime
    recorded: Outcome
    stands_as: Outcome
    withdrawn: bool
    corrections: tuple[CorrectionMade, ...]
    possible: tuple[Outcome, ...]


def undoable(actor: Actor, recent: list[RecentDecision]) -> UUID | None:
    """Her own latest decision at a desk, while she may still withdraw it."""
    mine = next((each for each in recent if each.officer == actor.id), None)
    if mine is None or mine.withdrawn or mine.followed or not in_time(mine.decided_at):
        return None
    decision = _WITH_INSPECTION.first(id=mine.id)
    return None if decision is None or why_not(decision) else mine.id


def why_not(decision: Decision) -> AfterwardsError | None:
    """What in the world keeps a decision from being withdrawn, beside its age and its officer."""
    if _IN_A_PARTY.first(inspection=decision.inspection_id):
        return AfterwardsError.OF_A_PARTY
    if _IDENTIFIED.first(inspection=decision.inspection_id):
        return AfterwardsError.OF_AN_IDENTIFICATION
    return AfterwardsError.FOLLOWED if decision.followed_by or _slip_since(decision) else None


def in_time(decided_at: datetime) -> bool:
    """Whether a decision made then may still be withdrawn; not when the clock was set back."""
    age = clock.now() - decided_at
    return age >= -rules.undo_time(clock.today()) and age <= rules.undo_time(clock.today())


def possible(inspection: Inspection) -> tuple[Outcome, ...]:
    """What the decision may be corrected to.

    Without any document it is what the second officer's word opens, either way, and no refusal.
    """
    known = getattr(inspection, "identification", None)
    if known is None:
        return corrected_to(Direction(inspection.direction), inspection.nationality)
    return tuple(dict.fromkeys(each for way in Direction for each in offered(way, known.word)))


def correctable(actor: Actor, decision_id: UUID) -> CorrectableDecision:
    """The decision, for somebody who may correct it. Raises MoeliError `absent`."""
    rows = Decision.objects.filter(CORRECTING.rows(actor), id=decision_id)
    row = rows.select_related("inspection__identification").first()
    if row is None:
        raise absent()
    inspection = row.inspection
    return CorrectableDecision(
        id=row.id,
        place=inspection.place,
        direction=Direction(inspection.direction),
        nationality=inspection.nationality,
        decided_at=row.decided_at,
        recorded=Outcome(row.outcome),
        stands_as=row.stands_as,
        withdrawn=row.withdrawn_at is not None,
        corrections=tuple(
            CorrectionMade(Outcome(each.outcome), each.corrected_at)
            for each in row.corrections.order_by("corrected_at")
        ),
        possible=tuple(each for each in possible(inspection) if each is not row.stands_as),
    )


def _slip_since(decision: Decision) -> bool:
    """A gate slip left the same desk after the decision: somebody may be at the gate with it."""
    slips = GateSlip.objects.filter(place=decision.inspection.place, desk=decision.inspection.desk)
    return slips.filter(issued_at__gte=decision.decided_at).exists()
