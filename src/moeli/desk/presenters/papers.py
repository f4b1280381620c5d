"""What shows consent in a party: each with whom it names and the key that takes it back."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moeli.crossings.consents.rules import givers
from moeli.crossings.parties import rules
from moeli.crossings.parties.seen_papers import PaperView, ParentsView
from moeli.crossings.parties.selectors import PartyView
from moeli.platform import clock
from moeli.platform.dated import DatedRow


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper: `names` are the numbers of those whom it names, `told` what else was entered.

    Or two `parents` who are here, by their numbers. `back` is the address that takes it back.
    """

    kind: str
    names: str
    people: int
    told: str
    back: str
    parents: str = ""


def paper_rows(party: PartyView) -> tuple[PaperRow, ...]:
    """Of an open party: parents who are here, then papers, in the order of whom they name."""
    parents = [_parents(party, each) for each in party.parents]
    return (*parents, *(_row(party, each) for each in party.papers))


def _parents(party: PartyView, pair: ParentsView) -> PaperRow:
    return PaperRow(
        kind=_kind(rules.PRESENT),
        names=_numbers(pair.names),
        people=len(pair.names),
        told="",
        back=reverse("party_presence_back", args=(party.id, pair.adult, pair.other)),
        parents=_numbers(pair.numbers),
    )


def _row(party: PartyView, paper: PaperView) -> PaperRow:
    return PaperRow(
        kind=_kind(paper.kind),
        names=_numbers(paper.names),
        people=len(paper.names),
        told=" · ".join(_told(paper)),
        back=reverse("party_paper_back", args=(party.id, paper.id)),
    )


def _kind(consent: str) -> str:
    return _label(rules.consent_papers(clock.today()), consent)


def _numbers(names: tuple[int, ...]) -> str:
    return ", ".join(str(each) for each in names)


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
