"""What was answered about a document's holder, for those who journal its reading themselves."""

from collections.abc import Sequence
from uuid import UUID

from moeli.crossings.asked.models import Asked
from moeli.crossings.asked.sealing import NOTHING, Answers, answers_binding, read
from moeli.crossings.models import Inspection
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked as Given
from moeli.platform.prepared import Prepared

MOST = 10
_ON_DOCUMENT = Prepared(
    lambda: Asked.objects.filter(inspection__document_hash=Given("document")).order_by(
        "-asked_at", "-id"
    )[:MOST]
)


def asked_of(inspection: Inspection) -> tuple[Asked, ...]:
    """The answers on this document, still sealed: of this inspection and of those before it."""
    return tuple(_ON_DOCUMENT.rows(document=bytes(inspection.document_hash)))


def opened_answers(rows: Sequence[Asked], inspection_id: UUID) -> Answers:
    """What was answered in this inspection.

    That somebody fears to return holds from one inspection to the next: a second scan of the
    document is no way round it.
    """
    if not rows:
        return NOTHING
    texts = keyring.unseal_standing([(answers_binding(row), bytes(row.answers)) for row in rows])
    told = zip(rows, texts, strict=True)
    every = {row.inspection_id: read(text) for row, text in told if text is not None}
    now = every.get(inspection_id, NOTHING)
    protection = any(each.protection for each in every.values())
    return Answers(traveller=now.traveller, protection=protection, fields=now.fields)


def fears_return(inspection: Inspection) -> bool:
    """Whether this traveller must not be simply refused."""
    return opened_answers(asked_of(inspection), inspection.id).protection
