"""What an officer may see of inspections; protected reads are journaled before the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from moeli.crossings import rules
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.crossings.policies import HISTORY, OPENING
from moeli.crossings.sealing import zone_binding
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.vault import services as vault
from moeli.standards import icao9303


class State(StrEnum):
    """Where an inspection stands."""

    OPEN = "open"
    DECIDED = "decided"
    SUPERSEDED = "superseded"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """One earlier decision on the same document."""

    direction: Direction
    place: str
    decided_at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RecentDecision:
    """A decision at a desk, as its officer may see it listed: without any name or number."""

    direction: Direction
    outcome: Outcome
    nationality: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class InspectionView:
    """An inspection as its officer sees it; document and history only while it is open."""

    id: UUID
    direction: Direction
    place: str
    desk: str
    opened_at: datetime
    valid_until: datetime
    state: State
    decided: Outcome | None
    document: icao9303.Document | None
    earlier: tuple[EarlierDecision, ...]
    offered: tuple[Outcome, ...]


def inspection_view(actor: Actor, inspection_id: UUID) -> InspectionView:
    """The inspection; while it is open, its document and earlier decisions on it (journaled).

    Raises MoeliError `absent`, or `unavailable` when the read cannot be journaled.
    """
    open_to_her = Inspection.objects.filter(OPENING.rows(actor)).select_related("decision")
    inspection = open_to_her.filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    if _state(inspection, clock.now()) is not State.OPEN:
        return _view(inspection, None, ())
    earlier_ids = _earlier_ids(actor, inspection)
    with reading(
        actor=actor,
        purpose=f"inspection:{inspection.reason}",
        ids=[inspection.id, *earlier_ids],
        place=inspection.place,
    ):
        return _view(inspection, _document(inspection), _earlier(earlier_ids))


def recent_at(actor: Actor, place: str, desk: str, limit: int) -> list[RecentDecision]:
    """The latest decisions at one desk, without names: they need no journal entry."""
    rows = Decision.objects.filter(
        OPENING.rows(actor, prefix="inspection__"), inspection__place=place, inspection__desk=desk
    ).select_related("inspection")
    return [_recent(row) for row in rows.order_by("-decided_at")[:limit]]


def _state(inspection: Inspection, now: datetime) -> State:
    if hasattr(inspection, "decision"):
        return State.DECIDED
    if inspection.superseded_at:
        return State.SUPERSEDED
    return State.STALE if now > _valid_until(inspection) else State.OPEN


def _valid_until(inspection: Inspection) -> datetime:
    day = clock.legal_day(inspection.opened_at)
    return inspection.opened_at + rules.inspection_validity(day)


def _document(inspection: Inspection) -> icao9303.Document:
    zone = vault.unseal(zone_binding(inspection), bytes(inspection.zone)).decode()
    return icao9303.read(zone.split("\n"), clock.legal_day(inspection.opened_at))


def _earlier_ids(actor: Actor, inspection: Inspection) -> list[UUID]:
    if not HISTORY.may(actor, inspection):
        return []
    decided = Inspection.objects.of_document(bytes(inspection.document_hash)).exclude(decision=None)
    shown = rules.history_shown(clock.legal_day(inspection.opened_at))
    return list(decided.values_list("id", flat=True)[:shown])


def _earlier(ids: Iterable[UUID]) -> tuple[EarlierDecision, ...]:
    rows = Decision.objects.filter(inspection__in=ids).select_related("inspection")
    return tuple(
        EarlierDecision(
            Direction(row.inspection.direction),
            row.inspection.place,
            row.decided_at,
            Outcome(row.outcome),
        )
        for row in rows.order_by("-decided_at")
    )


def _view(
    inspection: Inspection,
    document: icao9303.Document | None,
    earlier: tuple[EarlierDecision, ...],
) -> InspectionView:
    direction = Direction(inspection.direction)
    decided = Outcome(inspection.decision.outcome) if hasattr(inspection, "decision") else None
    return InspectionView(
        id=inspection.id,
        direction=direction,
        place=inspection.place,
        desk=inspection.desk,
        opened_at=inspection.opened_at,
        valid_until=_valid_until(inspection),
        state=_state(inspection, clock.now()),
        decided=decided,
        document=document,
        earlier=earlier,
        offered=offered(direction, inspection.nationality),
    )


def _recent(row: Decision) -> RecentDecision:
    inspection = row.inspection
    return RecentDecision(
        Direction(inspection.direction),
        Outcome(row.outcome),
        inspection.nationality,
        row.decided_at,
    )
