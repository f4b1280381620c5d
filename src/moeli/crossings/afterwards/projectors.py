"""The rows that a withdrawal, a follow-up and a correction stand for; applied again, no change."""

from uuid import UUID

from moeli.crossings.afterwards.models import Correction
from moeli.crossings.models import Crossing, Decision
from moeli.crossings.outcomes import Outcome
from moeli.platform.room import Recorded


def decision_withdrawn(recorded: Recorded) -> None:
    """The end of a decision; with it the crossing never happened, and what it undid did."""
    decision = _decision(recorded)
    if decision.withdrawn_at:
        return
    Decision.objects.filter(id=decision.id).update(withdrawn_at=recorded.occurred_at)
    mine = Crossing.objects.standing().filter(decision=decision)
    mine.update(voided_at=recorded.occurred_at, voided_because="withdrawn")
    _restore(decision)


def decision_followed(recorded: Recorded) -> None:
    """What physical or printed thing came after; the first holds."""
    unfollowed = Decision.objects.filter(id=_decision(recorded).id, followed_by="")
    unfollowed.update(followed_by=recorded.body["what"])


def decision_corrected(recorded: Recorded) -> None:
    """The correction, what the decision reads now, and the crossing that follows from that."""
    decision, body = _decision(recorded), recorded.body
    if Correction.objects.filter(id=UUID(body["correction"])).exists():
        return
    Correction.objects.create(
        id=UUID(body["correction"]),
        decision=decision,
        officer=recorded.actor,
        outcome=body["outcome"],
        ground=body["ground"],
        corrected_at=recorded.occurred_at,
        idempotency_key=UUID(body["idempotency_key"]),
    )
    Decision.objects.filter(id=decision.id).update(corrected_to=body["outcome"])
    _set_crossing(recorded, decision, Outcome(body["outcome"]))
    _restore(decision)


def _decision(recorded: Recorded) -> Decision:
    """No post changes a decision of another: Decision.DoesNotExist."""
    rows = Decision.objects.select_related("inspection")
    return rows.get(id=UUID(recorded.subject), inspection__place=recorded.place)


def _set_crossing(recorded: Recorded, decision: Decision, outcome: Outcome) -> None:
    """One crossing a decision at most: as it reads now, or void."""
    rows = Crossing.objects.filter(decision=decision)
    way = outcome.crosses_to
    if way is None:
        rows.standing().update(voided_at=recorded.occurred_at, voided_because="corrected")
    elif rows.exists():
        rows.update(direction=way.value)
        rows.filter(voided_because="corrected").update(voided_at=None, voided_because="")
    else:
        _crossing(recorded, decision, way.value).save(force_insert=True)


def _crossing(recorded: Recorded, decision: Decision, way: str) -> Crossing:
    """It happened when it was decided; that is known only now."""
    inspection = decision.inspection
    return Crossing(
        id=UUID(recorded.body["crossing"]),
        decision=decision,
        direction=way,
        place=inspection.place,
        nationality=inspection.nationality,
        document_hash=inspection.document_hash,
        occurred_at=decision.decided_at,
        recorded_at=recorded.recorded_at,
    )


def _restore(decision: Decision) -> None:
    """The departure that this decision said did not happen, happened after all.

    Not when its own decision was withdrawn or corrected meanwhile: then that keeps it void.
    """
    if decision.voids is None:
        return
    voided = Crossing.objects.filter(id=decision.voids, voided_because="turned_back")
    gone = voided.select_related("decision").first()
    if gone is None:
        return
    if gone.decision.withdrawn_at:
        voided.update(voided_because="withdrawn")
    elif not gone.decision.stands_as.crosses:
        voided.update(voided_because="corrected")
    else:
        voided.update(voided_at=None, voided_because="")
