"""The rows that the verbs of identifications stand for; applied again, they change nothing."""

from uuid import UUID

from moeli.crossings.documents import document_hash
from moeli.crossings.identification.models import Identification
from moeli.crossings.identification.sealing import answers_binding, voucher_binding, written
from moeli.crossings.identification.words import Word
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import CITIZEN
from moeli.crossings.sealing import zone_binding
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded

REASON = "identification"


def identification_begun(recorded: Recorded) -> None:
    """The person's answers."""
    row = Identification(
        id=UUID(recorded.subject),
        place=recorded.place,
        desk=recorded.body["desk"],
        officer=recorded.actor,
        direction=recorded.body["direction"],
        begun_at=recorded.occurred_at,
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
    )
    if not Identification.objects.filter(id=row.id).exists():
        row.answers = keyring.seal(answers_binding(row), written(recorded.body["answers"]))
        row.save(force_insert=True)


def identification_vouched(recorded: Recorded) -> None:
    """Who vouches; the first holds."""
    row = _of(recorded)
    if not row.voucher:
        row.voucher = recorded.body["voucher"]
        sealed = written({"by": recorded.body["vouched_by"]})
        row.vouched_by = keyring.seal(voucher_binding(row), sealed)
        row.save(update_fields=["voucher", "vouched_by"])


def identification_worded(recorded: Recorded) -> None:
    """The second officer's word; the first holds."""
    unworded = Identification.objects.filter(id=UUID(recorded.subject), word="")
    unworded.filter(place=recorded.place).update(
        word=recorded.body["word"],
        second_officer=recorded.actor,
        worded_at=recorded.occurred_at,
    )


def identification_closed(recorded: Recorded) -> None:
    """The inspection of the person, on which the decision follows."""
    row = _of(recorded)
    if row.closed_at:
        return
    inspection = _inspection_of(recorded, row)
    inspection.zone = keyring.seal(zone_binding(inspection), b"")
    inspection.save(force_insert=True)
    row.inspection, row.closed_at = inspection, recorded.occurred_at
    row.save(update_fields=["inspection", "closed_at"])


def _of(recorded: Recorded) -> Identification:
    return Identification.objects.get(id=UUID(recorded.subject), place=recorded.place)


def _inspection_of(recorded: Recorded, row: Identification) -> Inspection:
    """It has a hash of its own: no two persons without document share a history."""
    return Inspection(
        id=UUID(recorded.body["inspection"]),
        place=recorded.place,
        desk=row.desk,
        officer=recorded.actor,
        direction=row.direction,
        reason=REASON,
        opened_at=recorded.occurred_at,
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        document_hash=document_hash("", f"identification {row.id}"),
        document_code="",
        issuing_state="",
        nationality=CITIZEN if row.word == Word.CONFIRMED else "",
    )
