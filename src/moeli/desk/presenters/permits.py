"""Permits of a document, in words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language

from moeli.crossings import tables
from moeli.crossings.permits.selectors import PermitView
from moeli.desk.presenters.stay import day_text
from moeli.desk.stay_forms import BECAUSE, ORIGINS


@dataclass(frozen=True, slots=True)
class PermitRow:
    """One permit; `reasons` for which it may be ended, none for who may not."""

    id: UUID
    kind: str
    number: str
    first: str
    last: str
    origin: Promise | str
    verified: bool
    reasons: tuple[tuple[str, Promise], ...]


def permit_row(permit: PermitView) -> PermitRow:
    """The permit on its page."""
    row = tables.permit_kind(permit.kind)
    return PermitRow(
        id=permit.id,
        kind=row.label(get_language() or "en") if row else permit.kind,
        number=permit.number,
        first=day_text(permit.valid_from),
        last=day_text(permit.valid_to) if permit.valid_to else "–",
        origin=dict(ORIGINS).get(permit.origin, permit.origin),
        verified=bool(row and row.verified),
        reasons=tuple(BECAUSE) if permit.may_withdraw else (),
    )
