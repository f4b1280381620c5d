"""The permits of a document, inside its inspection. Numbers are read journaled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moeli.crossings.models import Inspection
from moeli.crossings.opened import is_open
from moeli.crossings.permits.models import Permit
from moeli.crossings.permits.policies import RECORDING, WITHDRAWING
from moeli.crossings.permits.sealing import number_binding
from moeli.crossings.stay import PermitHeld
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked, Prepared

MOST = 20
_HELD = Prepared(lambda: Permit.objects.of_document(Asked("document"))[:MOST])


@dataclass(frozen=True, slots=True)
class PermitView:
    """One permit with its number, empty once that was erased.

    `may_withdraw` says whether the one who looks may end it.
    """

    id: UUID
    kind: str
    number: str
    valid_from: date
    valid_to: date | None
    origin: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class PermitsPage:
    """The permits of a document; none once its inspection is over."""

    open: bool
    permits: tuple[PermitView, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A permit as the rule of stay sees it, with the class that it makes of its holder."""

    held: PermitHeld
    traveller: str


def held_on(document_hash: bytes) -> tuple[Known, ...]:
    """The permits of a document for the rule of stay: kinds and days, no numbers.

    For selectors that journal the reading of the inspection themselves.
    """
    rows = _HELD.rows(document=document_hash)
    return tuple(
        Known(PermitHeld(row.kind, row.valid_from, row.valid_to, row.single_entry), row.traveller)
        for row in rows
    )


def permits_page(actor: Actor, inspection_id: UUID) -> PermitsPage:
    """The permits of the document that is inspected, while it is (journaled if there are any).

    Raises MoeliError `absent`.
    """
    rows = Inspection.objects.filter(RECORDING.rows(actor))
    inspection = rows.filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    if not is_open(inspection, clock.now()):
        return PermitsPage(open=False, permits=())
    return PermitsPage(open=True, permits=_permits(actor, inspection))


def _permits(actor: Actor, inspection: Inspection) -> tuple[PermitView, ...]:
    rows = list(Permit.objects.of_document(bytes(inspection.document_hash))[:MOST])
    if not rows:
        return ()
    ids, place = [inspection.id, *(row.id for row in rows)], inspection.place
    with reading(actor=actor, purpose="permit", ids=ids, place=place):
        return tuple(_views(actor, rows))


def _views(actor: Actor, rows: list[Permit]) -> Iterable[PermitView]:
    numbers = keyring.unseal_standing([(number_binding(row), bytes(row.number)) for row in rows])
    for row, number in zip(rows, numbers, strict=True):
        yield PermitView(
            row.id,
            row.kind,
            number.decode() if number else "",
            row.valid_from,
            row.valid_to,
            row.origin,
            WITHDRAWING.may(actor, row),
        )
