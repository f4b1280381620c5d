"""Opening an inspection and deciding it. The verbs' projectors write the rows."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings import rules
from moeli.crossings.documents import document_hash
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.crossings.policies import DECIDING, OPENING
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.standards import icao9303


def open_inspection(
    *, actor: Actor, place: str, desk: str, direction: Direction, zone: str, reason: str
) -> Inspection:
    """Begin to inspect the document whose machine-readable zone is `zone`, as captured.

    A check digit that is wrong does not stop the inspection: the officer sees it and decides.
    Raises MoeliError `absent` (not allowed here), `unreadable` (no document number can be read).
    """
    require(actor, OPENING.action, place)
    lines = icao9303.split_zone(zone)
    document = icao9303.read(lines, clock.today())
    if not _readable(document):
        raise MoeliError(CrossingError.UNREADABLE)
    if not desk:
        raise MoeliError(CrossingError.WRONG_PLACE)
    body = _opening(document, desk, direction, reason) | {"zone": "\n".join(lines)}
    id = uuid7()
    with transaction.atomic():
        record(
            NewEntry(
                verb="inspection.opened", actor=actor.id, subject=str(id), place=place, body=body
            )
        )
    return Inspection.objects.get(id=id)


def decide(
    *, actor: Actor, inspection_id: UUID, outcome: Outcome, ground: str = "", idempotency_key: UUID
) -> Decision:
    """Decide an open inspection: decision, crossing and journal entry in one transaction.

    The same key with the same content returns the decision already made, so that an answer lost
    on the way can be asked for again. Raises MoeliError with a `CrossingError` code.
    """
    try:
        with transaction.atomic():
            inspection = _locked(actor, inspection_id)
            repeated = Decision.objects.filter(idempotency_key=idempotency_key).first()
            if repeated:
                return _same(repeated, actor, inspection, outcome, ground)
            _check_open(inspection, clock.now())
            _check_offered(inspection, outcome, ground)
            return _record(actor, inspection, outcome, ground, idempotency_key)
    except IntegrityError as error:  # the key was used on another inspection at this very moment
        raise MoeliError(CrossingError.KEY_REUSED) from error


def _readable(document: icao9303.Document) -> bool:
    """A number to know the document by, and nothing that no keyboard or scanner sends."""
    return bool(document.document_number) and all(
        line.isascii() and line.isprintable() for line in document.lines
    )


def _opening(
    document: icao9303.Document, desk: str, direction: Direction, reason: str
) -> dict[str, str]:
    state, number = document.issuing_state or "", document.document_number or ""
    return {
        "desk": desk,
        "direction": direction.value,
        "reason": reason,
        "document_hash": document_hash(state, number).hex(),
        "document_code": document.document_code or "",
        "issuing_state": state,
        "nationality": document.nationality or "",
    }


def _locked(actor: Actor, inspection_id: UUID) -> Inspection:
    open_to_her = Inspection.objects.filter(DECIDING.rows(actor))
    inspection = open_to_her.select_for_update().filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    return inspection


def _same(
    made: Decision, actor: Actor, inspection: Inspection, outcome: Outcome, ground: str
) -> Decision:
    now_asked = (inspection.id, actor.id, outcome.value, ground)
    if (made.inspection_id, made.officer, made.outcome, made.ground) != now_asked:
        raise MoeliError(CrossingError.KEY_REUSED)
    return made


def _check_open(inspection: Inspection, now: datetime) -> None:
    if Decision.objects.filter(inspection=inspection).exists():
        raise MoeliError(CrossingError.ALREADY_DECIDED)
    if inspection.superseded_at:
        raise MoeliError(CrossingError.SUPERSEDED)
    validity = rules.inspection_validity(clock.legal_day(inspection.opened_at))
    if now - inspection.opened_at > validity:
        raise MoeliError(CrossingError.STALE, minutes=validity.total_seconds() // 60)


def _check_offered(inspection: Inspection, outcome: Outcome, ground: str) -> None:
    if outcome not in offered(Direction(inspection.direction), inspection.nationality):
        raise MoeliError(CrossingError.NOT_OFFERED)
    known = {row.id for row in rules.grounds(outcome, clock.today())}
    if (outcome.needs_ground and ground not in known) or (ground and not outcome.needs_ground):
        raise MoeliError(CrossingError.GROUND_MISSING)


def _record(
    actor: Actor, inspection: Inspection, outcome: Outcome, ground: str, key: UUID
) -> Decision:
    id = uuid7()
    body = {
        "inspection": str(inspection.id),
        "outcome": outcome.value,
        "ground": ground,
        "idempotency_key": str(key),
        "crossing": str(uuid7()) if outcome.crosses else None,
    }
    record(
        NewEntry(
            verb="decision.made",
            actor=actor.id,
            subject=str(id),
            place=inspection.place,
            body=body,
        )
    )
    return Decision.objects.get(id=id)
