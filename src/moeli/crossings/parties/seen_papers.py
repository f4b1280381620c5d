"""The papers of a party as its officer sees them: each with whom it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moeli.crossings.parties.models import PartyMember


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper that was seen, with the places in the party of those whom it names."""

    id: UUID
    kind: str
    giver: str
    signed_on: date | None
    valid_to: date | None
    names: tuple[int, ...]


def papers_of(members: Sequence[PartyMember]) -> tuple[PaperView, ...]:
    """In the order of whom they name first; who is decided is named by them for good."""
    rows = {each.paper.id: each.paper for each in members if each.paper and not _decided(each)}
    return tuple(
        PaperView(
            id=row.id,
            kind=row.kind,
            giver=row.giver,
            signed_on=row.signed_on,
            valid_to=row.valid_to,
            names=tuple(each.position for each in members if each.paper_id == row.id),
        )
        for row in rows.values()
    )


def _decided(row: PartyMember) -> bool:
    return hasattr(row.inspection, "decision")
