"""The party page: who is in it, who is ready, who is looked at singly and what to do."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from moeli.crossings.outcomes import Direction
from moeli.crossings.parties.deciding import OUTCOMES as BY_WAY
from moeli.crossings.parties.deciding import PartyDecided
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.selectors import MemberView, PartyView
from moeli.desk.presenters.companions import CompanionsForm, Sent, companions_form
from moeli.desk.presenters.papers import PaperRow, paper_rows
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES, clock_time, holder_name
from moeli.standards.icao9303 import Document

HELD: dict[Hold, Promise] = {
    Hold.CHOSEN: _("Picked out"),
    Hold.LISTED: _("Look at singly"),
    Hold.OVER: _("Scan again"),
    Hold.CHECK: _("Check by eye"),
    Hold.EXPIRED: _("Expired"),
    Hold.AGE_UNKNOWN: _("Birth date unreadable"),
    Hold.PAPERS: _("Papers to complete"),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as the page shows it."""

    id: UUID
    inspection: UUID
    number: int
    name: str
    nationality: str
    document: str
    born: str
    state: Promise
    tone: str
    picked_out: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class PartyPage:
    """Everything on the page but the scan box.

    `expected` is how many people a list names while a job still writes them; else 0.
    """

    id: UUID
    direction: Promise
    begun: str
    closed: str
    expected: int
    members: tuple[MemberRow, ...]
    companions: CompanionsForm | None
    papers: tuple[PaperRow, ...]
    ready: int
    singly: int
    unseen: int
    act: Promise
    problem: str
    press: UUID


def party_page(party: PartyView, problem: str, sent: Sent) -> PartyPage:
    """The page of a party; `problem` is why something of what was `sent` was not recorded."""
    return PartyPage(
        id=party.id,
        direction=DIRECTIONS[party.direction],
        begun=clock_time(party.begun_at),
        closed=clock_time(party.closed_at) if party.closed_at else "",
        expected=party.expected if _written(party) < party.expected else 0,
        members=tuple(_row(each) for each in party.members),
        companions=companions_form(party, sent),
        papers=paper_rows(party),
        ready=len(party.ready),
        singly=sum(1 for each in party.members if each.held and not each.decided),
        unseen=sum(1 for each in party.members if each.unseen and not each.decided),
        act=OUTCOMES[BY_WAY[party.direction]].act,
        problem=problem,
        press=uuid4(),
    )


def decided_sentence(done: PartyDecided) -> str:
    """What was just recorded, in words that others in the hall may read."""
    counted = ngettext(
        "%(outcome)s: %(count)d person.", "%(outcome)s: %(count)d people.", done.decided
    )
    said = counted % {"outcome": OUTCOMES[done.outcome].done, "count": done.decided}
    if not done.held:
        return f"{said} {_now('Recorded.')}"
    left = ngettext("%(count)d to look at singly.", "%(count)d to look at singly.", len(done.held))
    return f"{said} {left % {'count': len(done.held)}}"


def direction_label(direction: Direction) -> Promise:
    """The way a party goes."""
    return DIRECTIONS[direction]


def _written(party: PartyView) -> int:
    return party.expected if party.closed_at else len(party.members)


def _row(member: MemberView) -> MemberRow:
    document = member.document
    state, tone = _state(member)
    return MemberRow(
        id=member.id,
        inspection=member.inspection_id,
        number=member.position,
        name=holder_name(document) if document else "",
        nationality=(document.nationality or "") if document else "",
        document=(document.document_number or "") if document else "",
        born=_born(document) if document else "",
        state=state,
        tone=tone,
        picked_out=member.picked_out,
        decided=member.decided is not None,
    )


def _born(document: Document) -> str:
    born = document.birth_date
    if born is None or born.day is None:
        return str(born or "")
    return date_format(born.earliest(), "j M Y")


def _state(member: MemberView) -> tuple[Promise, str]:
    if member.decided:
        return OUTCOMES[member.decided].done, OUTCOMES[member.decided].tone
    if member.held:
        return HELD[member.held], "warn"
    return (_("Ready, not looked at"), "wait") if member.unseen else (_("Ready"), "good")
