"""The papers that were seen in a party, each with whom it names and the key that takes it back."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moeli.crossings.consents.rules import givers
from moeli.crossings.parties import rules
from moeli.crossings.parties.seen_papers import PaperView
from moeli.crossings.parties.selectors import PartyView
from moeli.platform import clock
from moeli.platform.dated import DatedRow


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper: `names` are the numbers of those whom it names, `told` what else was entered."""

    id: UUID
    kind: str
    names: str
    people: int
    told: str


def paper_rows(party: PartyView) -> tuple[PaperRow, ...]:
    """The papers of an open party, in the order of whom they name first."""
    return tuple(_row(each) for each in party.papers)


def _row(paper: PaperView) -> PaperRow:
    today = clock.today()
    return PaperRow(
        id=paper.id,
        kind=_label(rules.consent_papers(today), paper.kind),
        names=", ".join(str(each) for each in paper.names),
        people=len(paper.names),
        told=" · ".join(_told(paper)),
    )


def _told(paper: PaperView) -> list[str]:
    told = []
    if paper.giver:
        told.append(_label(givers(clock.today()), paper.giver))
    if paper.signed_on:
        told.append(_("signed %(day)s") % {"day": date_format(paper.signed_on, "j M Y")})
    if paper.valid_to:
        told.append(_("holds until %(day)s") % {"day": date_format(paper.valid_to, "j M Y")})
    return told


def _label(rows: tuple[DatedRow, ...], id: str) -> str:
    language = get_language() or "en"
    return next((row.label(language) for row in rows if row.id == id), id)
