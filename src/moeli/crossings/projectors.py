"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from uuid import UUID

from moeli.crossings.capture import capture_in
from moeli.crossings.captured import read_captured
from moeli.crossings.documents import document_hash
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.rules import LONGEST_VALIDITY
from moeli.crossings.sealing import zone_binding
from moeli.platform import clock, node
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked, Prepared, insert
from moeli.platform.room import Recorded

_ID = Asked("id")
_OPENED = Prepared(lambda: Inspection.objects.filter(id=_ID).values_list("id", flat=True))
_DECIDED = Prepared(lambda: Decision.objects.filter(id=_ID).values_list("id", flat=True))
_SUPERSEDABLE = Prepared(
    lambda: (
        Inspection.objects.supersedable(Asked("since"))
        .filter(
            place=Asked("place"),
            desk=Asked("desk"),
            officer=Asked("officer"),
            opened_at__lte=Asked("until"),
        )
        .values_list("id", flat=True)
    )
)
_INSPECTED = Prepared(lambda: Inspection.objects.filter(id=_ID, place=Asked("place")))


def inspection_opened(recorded: Recorded) -> None:
    """The inspection, and the end of those it supersedes at the same desk."""
    inspection = inspection_of(recorded)
    if _OPENED.first(id=inspection.id):
        return
    inspection.zone = keyring.seal(zone_binding(inspection), recorded.body["zone"].encode())
    _supersede(inspection)
    insert([inspection])


def decision_made(recorded: Recorded) -> None:
    """The decision and, when the traveller crosses by it, the crossing.

    No post decides an inspection of another: such an entry raises Inspection.DoesNotExist.
    """
    decision = decision_of(recorded)
    if _DECIDED.first(id=decision.id):
        return
    inspection = _INSPECTED.first(id=decision.inspection_id, place=recorded.place)
    if inspection is None:
        raise Inspection.DoesNotExist
    insert([decision])
    if Outcome(decision.outcome).crosses:
        insert([crossing_of(recorded, decision, inspection)])
    turn_back(decision)


def only_inserts(recorded: Recorded) -> bool:
    """Whether a decision's rows are new ones: it undoes no departure."""
    return not recorded.body.get("voids")


def turn_back(decision: Decision) -> None:
    """The departure that the other side undid, if this decision says so, did not happen."""
    if decision.voids:
        gone = Crossing.objects.standing().filter(id=decision.voids)
        gone.update(voided_at=decision.decided_at, voided_because="turned_back")


def inspection_of(recorded: Recorded) -> Inspection:
    """The row of an inspection, its zone not yet sealed."""
    body = recorded.body
    captured = capture_in(body.get("capture"))
    return Inspection(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=body["desk"],
        officer=recorded.actor,
        direction=body["direction"],
        reason=body["reason"],
        opened_at=recorded.occurred_at,
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        document_hash=_document_hash(recorded),
        document_code=body["document_code"],
        issuing_state=body["issuing_state"],
        nationality=body["nationality"],
        reopens=_id(body.get("reopens")),
        captured_how=captured.how.value,
        captured_at=captured.at,
        image_sha256=captured.image_sha256,
    )


def decision_of(recorded: Recorded) -> Decision:
    """The row of a decision."""
    body = recorded.body
    return Decision(
        id=UUID(recorded.subject),
        inspection_id=UUID(body["inspection"]),
        officer=recorded.actor,
        outcome=body["outcome"],
        ground=body["ground"],
        screening=body.get("screening", ""),
        voids=_id(body.get("voids")),
        decided_at=recorded.occurred_at,
        idempotency_key=UUID(body["idempotency_key"]),
    )


def crossing_of(recorded: Recorded, decision: Decision, inspection: Inspection) -> Crossing:
    """The row of the crossing that follows from `decision` on `inspection`."""
    return Crossing(
        id=UUID(recorded.body["crossing"]),
        decision=decision,
        direction=inspection.direction,
        place=inspection.place,
        nationality=inspection.nationality,
        document_hash=inspection.document_hash,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _document_hash(recorded: Recorded) -> bytes:
    """By this node's own index key: the hash in the body is keyed by the node that recorded it."""
    if recorded.node == node.current().id:
        return bytes.fromhex(recorded.body["document_hash"])
    day = clock.legal_day(recorded.occurred_at)
    document = read_captured(recorded.body["zone"], day)
    return document_hash(document.issuing_state or "", document.document_number or "")


def _supersede(newer: Inspection) -> None:
    """She has mostly decided what came before, so that there is nothing to write."""
    older = _SUPERSEDABLE.rows(
        since=newer.opened_at - LONGEST_VALIDITY,
        until=newer.opened_at,
        place=newer.place,
        desk=newer.desk,
        officer=newer.officer,
    )
    if older:
        Inspection.objects.filter(id__in=older).update(superseded_at=newer.opened_at)
