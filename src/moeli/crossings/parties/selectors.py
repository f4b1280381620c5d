"""A party as its officer sees it: who is in it, and who would be looked at singly (journaled)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from moeli.crossings import rules as desk_rules
from moeli.crossings.capture import How
from moeli.crossings.captured import read_captured
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import rules
from moeli.crossings.parties.holds import Hold, Standing, hold, minor
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.policies import SEEING
from moeli.crossings.parties.seen_papers import PaperView, ParentsView, papers_of, parents_of
from moeli.crossings.sealing import zone_binding
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.standards import icao9303

Listed = Callable[[Mapping[bytes, icao9303.Document]], frozenset[bytes]]
"""Which of these document hashes, or of their holders, are listed: rooms above are asked once."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member. `held` is why this one was picked out, or would be if the key were pressed.

    `unseen`: a row of a list, and nobody has looked at the document.
    """

    id: UUID
    inspection_id: UUID
    position: int
    document: icao9303.Document | None
    unseen: bool
    minor: bool
    adult: UUID | None
    other_parent: UUID | None
    consent: str
    paper: UUID | None
    picked_out: bool
    held: Hold | None
    decided: Outcome | None


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party; once it is closed, its members without their documents.

    `expected` is how many people the lists name that a job writes into it; 0 without such a list.
    """

    id: UUID
    place: str
    direction: Direction
    begun_at: datetime
    closed_at: datetime | None
    expected: int
    members: tuple[MemberView, ...]
    papers: tuple[PaperView, ...] = ()
    parents: tuple[ParentsView, ...] = ()

    @property
    def ready(self) -> tuple[MemberView, ...]:
        """Those whom one key decides."""
        return tuple(each for each in self.members if not each.held and not each.decided)


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds for the whole party: who is listed, who is out of time, when one is of age."""

    listed: frozenset[bytes]
    over: frozenset[UUID]
    majority: int


@dataclass(frozen=True, slots=True)
class OpenParty:
    """A party that waits at a desk: no names."""

    id: UUID
    direction: Direction
    begun_at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's place in a party: no names."""

    party_id: UUID
    position: int
    people: int


def membership(inspection_id: UUID) -> Membership | None:
    """The party of an inspection that the caller may see."""
    rows = PartyMember.objects.filter(inspection_id=inspection_id)
    row = rows.annotate(people=Count("party__members")).first()
    return Membership(row.party_id, row.position, row.people) if row else None


def party_view(actor: Actor, party_id: UUID, listed: Listed) -> PartyView:
    """The party with its documents while it is open. Raises MoeliError `absent`."""
    party = Party.objects.filter(SEEING.rows(actor), id=party_id).first()
    if party is None:
        raise absent()
    return view_of(actor, party, members_of(party), listed)


def view_of(
    actor: Actor, party: Party, members: Sequence[PartyMember], listed: Listed
) -> PartyView:
    """As `party_view`, of rows that the caller holds."""
    documents = {} if party.closed_at else opened_documents(actor, party, members)
    by_hash = {
        bytes(each.inspection.document_hash): documents[each.id]
        for each in members
        if each.id in documents
    }
    found = listed(by_hash) if by_hash else frozenset()
    known = _Known(found, _over(members), rules.majority(clock.today()))
    return PartyView(
        id=party.id,
        place=party.place,
        direction=Direction(party.direction),
        begun_at=party.begun_at,
        closed_at=party.closed_at,
        expected=sum(party.lists.values_list("people", flat=True)),
        members=_together([_member(each, documents.get(each.id), known) for each in members]),
        papers=() if party.closed_at else papers_of(members),
        parents=() if party.closed_at else parents_of(members),
    )


def members_of(party: Party) -> list[PartyMember]:
    """The members in the order in which they were scanned, with inspection and decision."""
    rows = PartyMember.objects.filter(party=party).order_by("position")
    return list(rows.select_related("inspection__decision", "paper"))


def opened_documents(
    actor: Actor, party: Party, members: Iterable[PartyMember]
) -> dict[UUID, icao9303.Document]:
    """The documents of these members, by member (one entry in the journal)."""
    rows = [each for each in members if not hasattr(each.inspection, "decision")]
    if not rows:
        return {}
    ids = [each.inspection_id for each in rows]
    with reading(actor=actor, purpose="inspection:party", ids=ids, place=party.place):
        items = [(zone_binding(row.inspection), bytes(row.inspection.zone)) for row in rows]
        zones = keyring.unseal_many(items)
    return {
        row.id: read_captured(zone.decode(), clock.legal_day(row.inspection.opened_at))
        for row, zone in zip(rows, zones, strict=True)
    }


def open_parties(actor: Actor, place: str, desk: str) -> tuple[OpenParty, ...]:
    """The parties that wait at this desk today; nothing outside the actor's places."""
    today = clock.today()
    rows = Party.objects.filter(SEEING.rows(actor)).open_at(place, desk).prefetch_related("members")
    return tuple(
        OpenParty(row.id, Direction(row.direction), row.begun_at, len(row.members.all()))
        for row in rows[:20]
        if clock.legal_day(row.begun_at) == today
    )


def _member(row: PartyMember, document: icao9303.Document | None, known: _Known) -> MemberView:
    decision = getattr(row.inspection, "decision", None)
    return MemberView(
        id=row.id,
        inspection_id=row.inspection_id,
        position=row.position,
        document=document,
        unseen=row.inspection.captured_how == How.LIST_ROW,
        minor=document is not None and minor(document, clock.today(), known.majority),
        adult=row.adult_id,
        other_parent=row.other_parent_id,
        consent=row.consent,
        paper=row.paper_id,
        picked_out=bool(row.held),
        held=_held(row, document, known),
        decided=decision.stands_as if decision else None,
    )


def _together(members: Sequence[MemberView]) -> tuple[MemberView, ...]:
    """No minor goes on while the adult, or a parent whose presence is the consent, stays behind."""
    behind = {each.id for each in members if each.held or _stays(each.decided)}
    return tuple(
        replace(each, held=Hold.PAPERS) if _left_alone(each, behind) else each for each in members
    )


def _left_alone(member: MemberView, behind: set[UUID]) -> bool:
    goes_on = not member.held and not member.decided
    return goes_on and member.minor and bool({member.adult, member.other_parent} & behind)


def _stays(decided: Outcome | None) -> bool:
    return decided is not None and not decided.crosses


def _held(row: PartyMember, document: icao9303.Document | None, known: _Known) -> Hold | None:
    if row.held:
        return Hold(row.held)
    if document is None:
        return None
    standing = Standing(
        listed=bytes(row.inspection.document_hash) in known.listed,
        over=row.id in known.over,
        accompanied=_accompanied(row),
    )
    return hold(document, standing, clock.today(), known.majority)


def _accompanied(row: PartyMember) -> bool:
    """By an adult, with a paper; or by both parents, whose presence needs none."""
    if row.consent == rules.PRESENT:
        return bool(row.adult_id and row.other_parent_id)
    until = row.paper.valid_to if row.paper else None
    holds = until is None or until >= clock.today()
    return bool(row.adult_id) and row.consent not in {"", rules.NO_PAPER} and holds


def _over(members: Iterable[PartyMember]) -> frozenset[UUID]:
    """Whose inspection was superseded or has run out; the rule of each day is asked for once."""
    inspections = {each.id: each.inspection for each in members}
    days = {clock.legal_day(each.opened_at) for each in inspections.values()}
    valid = {day: desk_rules.inspection_validity(day) for day in days}
    return frozenset(
        member
        for member, each in inspections.items()
        if each.superseded_at
        or clock.now() - each.opened_at > valid[clock.legal_day(each.opened_at)]
    )
