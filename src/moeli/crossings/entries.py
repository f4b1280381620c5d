"""What the journal is told of an inspection and its decision.

The services tell it one by one, drawn history by the hundred: both in these words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moeli.crossings.capture import NOT_TOLD, Capture, How
from moeli.crossings.documents import document_hash
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry
from moeli.standards import icao9303


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who did it, where, to which record; `occurred_at` is None for what happens now."""

    id: UUID
    actor: str
    place: str
    occurred_at: datetime | None = None


def opened(
    told: Told,
    document: icao9303.Document,
    *,
    desk: str,
    direction: Direction,
    reason: str,
    capture: Capture = NOT_TOLD,
    captured: str = "",
) -> NewEntry:
    """The entry of an inspection of `document`; `captured` is its text, where that is no zone."""
    state, number = document.issuing_state or "", document.document_number or ""
    body = {
        "desk": desk,
        "direction": direction.value,
        "reason": reason,
        "document_hash": document_hash(state, number).hex(),
        "document_code": document.document_code or "",
        "issuing_state": state,
        "nationality": document.nationality or "",
        "zone": captured or "\n".join(document.lines),
        "capture": capture.told(told.occurred_at or clock.now()),
    }
    return _entry("inspection.opened", told, body)


def opened_again(told: Told, withdrawn: Decision, zone: str) -> NewEntry:
    """The entry that opens the look of a withdrawn decision again, as it was captured."""
    before = withdrawn.inspection
    body = {
        "desk": before.desk,
        "direction": before.direction,
        "reason": before.reason,
        "document_hash": bytes(before.document_hash).hex(),
        "document_code": before.document_code,
        "issuing_state": before.issuing_state,
        "nationality": before.nationality,
        "zone": zone,
        "capture": _captured(before).told(clock.now()),
        "reopens": str(withdrawn.id),
    }
    return _entry("inspection.opened", told, body)


def decided(
    told: Told,
    inspection_id: UUID,
    *,
    outcome: Outcome,
    ground: str,
    idempotency_key: UUID,
    besides: Mapping[str, object] | None = None,
) -> NewEntry:
    """The entry of a decision and, where the traveller crosses by it, of the crossing.

    `besides`: what only some outcomes say, such as the departure that was undone.
    """
    body = {
        "inspection": str(inspection_id),
        "outcome": outcome.value,
        "ground": ground,
        "idempotency_key": str(idempotency_key),
        "crossing": str(uuid7()) if outcome.crosses else None,
    }
    return _entry("decision.made", told, body | dict(besides or {}))


def _captured(inspection: Inspection) -> Capture:
    image = bytes(inspection.image_sha256)
    return Capture(How.read(inspection.captured_how), inspection.captured_at, image)


def _entry(verb: str, told: Told, body: Mapping[str, object]) -> NewEntry:
    return NewEntry(
        verb=verb,
        actor=told.actor,
        subject=str(told.id),
        place=told.place,
        occurred_at=told.occurred_at,
        body=body,
    )
