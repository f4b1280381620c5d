"""The standing consents for a document's holder, in its inspection; reading names is an entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moeli.crossings.consents.models import Consent
from moeli.crossings.consents.policies import RECORDING, WITHDRAWING
from moeli.crossings.consents.sealing import opened, told_binding
from moeli.crossings.recorded import Kind, OfDocument, of_document
from moeli.platform.access.actor import Actor
from moeli.platform.keyring import services as keyring


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One consent with its names, empty once they were erased."""

    id: UUID
    giver: str
    who: str
    paper: str
    port: str
    school: str
    valid_from: date
    valid_to: date
    may_withdraw: bool


def consented(document_hash: bytes, place: str, day: date) -> bool:
    """Whether a consent holds for a journey through `place` on `day`: no names.

    For selectors that journal the reading of the inspection themselves.
    """
    return Consent.objects.of_document(document_hash).holding(place, day).exists()


def consents_page(actor: Actor, inspection_id: UUID) -> OfDocument[ConsentView]:
    """The consents for the holder of the inspected document (journaled if there are any).

    Raises MoeliError `absent`.
    """
    return of_document(actor, inspection_id, _CONSENTS)


def _views(actor: Actor, rows: Sequence[Consent]) -> Iterable[ConsentView]:
    texts = keyring.unseal_standing([(told_binding(row), bytes(row.told)) for row in rows])
    for row, text in zip(rows, texts, strict=True):
        who, school = opened(text)
        yield ConsentView(
            id=row.id,
            giver=row.giver,
            who=who,
            paper=row.paper,
            port=row.port,
            school=school,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            may_withdraw=WITHDRAWING.may(actor, row),
        )


_CONSENTS = Kind(RECORDING, "consent", Consent.objects.of_document, _views)
