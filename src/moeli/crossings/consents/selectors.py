"""The standing consents for a document's holder, in its inspection; reading names is an entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moeli.crossings.consents.models import Consent
from moeli.crossings.consents.policies import RECORDING, WITHDRAWING
from moeli.crossings.consents.sealing import opened, told_binding
from moeli.crossings.models import Inspection
from moeli.crossings.opened import is_open
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring

MOST = 20


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


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """The consents for a document's holder; none once its inspection is over."""

    open: bool
    consents: tuple[ConsentView, ...]


def consented(document_hash: bytes, place: str, day: date) -> bool:
    """Whether a consent holds for a journey through `place` on `day`: no names.

    For selectors that journal the reading of the inspection themselves.
    """
    return Consent.objects.of_document(document_hash).holding(place, day).exists()


def consents_page(actor: Actor, inspection_id: UUID) -> ConsentsPage:
    """The consents for the holder of the inspected document (journaled if there are any).

    Raises MoeliError `absent`.
    """
    rows = Inspection.objects.filter(RECORDING.rows(actor))
    inspection = rows.filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    if not is_open(inspection, clock.now()):
        return ConsentsPage(open=False, consents=())
    return ConsentsPage(open=True, consents=_consents(actor, inspection))


def _consents(actor: Actor, inspection: Inspection) -> tuple[ConsentView, ...]:
    rows = list(Consent.objects.of_document(bytes(inspection.document_hash))[:MOST])
    if not rows:
        return ()
    ids, place = [inspection.id, *(row.id for row in rows)], inspection.place
    with reading(actor=actor, purpose="consent", ids=ids, place=place):
        return tuple(_views(actor, rows))


def _views(actor: Actor, rows: list[Consent]) -> Iterable[ConsentView]:
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
