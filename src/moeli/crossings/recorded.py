"""What was recorded for a document, looked at in its inspection: permits, standing consents.

What names somebody in it lies in envelopes, so a look is an entry in the journal.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db import models

from moeli.crossings.models import Inspection
from moeli.crossings.opened import is_open
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading

MOST = 20


Row = TypeVar("Row", bound=models.Model)
View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class OfDocument(Generic[View]):
    """What was recorded for a document; nothing once its inspection is over."""

    open: bool
    rows: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row, View]):
    """One kind of it: who sees it, what for, the rows of a document, and how they are opened."""

    seen_by: Policy
    purpose: str
    rows: Callable[[bytes], models.QuerySet[Row]]
    opened: Callable[[Actor, Sequence[Row]], Iterable[View]]


def of_document(actor: Actor, inspection_id: UUID, kind: Kind[Row, View]) -> OfDocument[View]:
    """What is recorded for the document that is inspected, while it is (journaled if anything is).

    Raises MoeliError `absent`.
    """
    rows = Inspection.objects.filter(kind.seen_by.rows(actor))
    inspection = rows.filter(id=inspection_id).first()
    if inspection is None:
        raise absent()
    if not is_open(inspection, clock.now()):
        return OfDocument(open=False, rows=())
    return OfDocument(open=True, rows=_opened(actor, inspection, kind))


def _opened(actor: Actor, inspection: Inspection, kind: Kind[Row, View]) -> tuple[View, ...]:
    rows = list(kind.rows(bytes(inspection.document_hash))[:MOST])
    if not rows:
        return ()
    ids = [inspection.id, *(row.pk for row in rows)]
    with reading(actor=actor, purpose=kind.purpose, ids=ids, place=inspection.place):
        return tuple(kind.opened(actor, rows))
