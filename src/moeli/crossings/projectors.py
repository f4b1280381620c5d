"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from datetime import datetime
from uuid import UUID

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.sealing import zone_binding
from moeli.platform.room import Recorded
from moeli.platform.vault import services as vault


def inspection_opened(recorded: Recorded) -> None:
    """The inspection, and the end of those it supersedes at the same desk."""
    body = recorded.body
    inspection = Inspection(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=body["desk"],
        officer=recorded.actor,
        direction=body["direction"],
        reason=body["reason"],
        opened_at=recorded.occurred_at,
        key_subject=f"node:{recorded.node}:{recorded.recorded_at:%Y-%m}",
        document_hash=bytes.fromhex(body["document_hash"]),
        document_code=body["document_code"],
        issuing_state=body["issuing_state"],
        nationality=body["nationality"],
    )
    if Inspection.objects.filter(id=inspection.id).exists():
        return
    inspection.zone = vault.seal(zone_binding(inspection), body["zone"].encode())
    _supersede(inspection)
    inspection.save(force_insert=True)


def decision_made(recorded: Recorded) -> None:
    """The decision and, when the traveller crosses by it, the crossing."""
    body = recorded.body
    decision, made = Decision.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "inspection_id": UUID(body["inspection"]),
            "officer": recorded.actor,
            "outcome": body["outcome"],
            "ground": body["ground"],
            "decided_at": recorded.occurred_at,
            "idempotency_key": UUID(body["idempotency_key"]),
        },
    )
    if made and Outcome(decision.outcome).crosses:
        _cross(decision, UUID(body["crossing"]), recorded.occurred_at, recorded.recorded_at)


def _supersede(newer: Inspection) -> None:
    older = Inspection.objects.open().filter(
        place=newer.place, desk=newer.desk, officer=newer.officer, opened_at__lte=newer.opened_at
    )
    older.update(superseded_at=newer.opened_at)


def _cross(decision: Decision, id: UUID, occurred_at: datetime, recorded_at: datetime) -> None:
    inspection = decision.inspection
    Crossing.objects.create(
        id=id,
        decision=decision,
        direction=inspection.direction,
        place=inspection.place,
        nationality=inspection.nationality,
        document_hash=inspection.document_hash,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
    )
