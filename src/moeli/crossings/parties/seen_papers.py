"""What shows consent in a party, as its officer sees it: papers and parents, each with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moeli.crossings.parties import rules
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


@dataclass(frozen=True, slots=True)
class ParentsView:
    """Two who are here, with their places in the party and those of their children."""

    adult: UUID
    other: UUID
    numbers: tuple[int, ...]
    names: tuple[int, ...]


def parents_of(members: Sequence[PartyMember]) -> tuple[ParentsView, ...]:
    """In the order of their first child; who is decided keeps them for good."""
    young = [each for each in members if each.consent == rules.PRESENT and not _decided(each)]
    pairs = {(each.adult_id, each.other_parent_id): None for each in young}
    return tuple(
        ParentsView(
            adult=adult,
            other=other,
            numbers=tuple(each.position for each in members if each.id in {adult, other}),
            names=tuple(
                each.position
                for each in young
                if (each.adult_id, each.other_parent_id) == (adult, other)
            ),
        )
        for adult, other in pairs
        if adult and other
    )


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
