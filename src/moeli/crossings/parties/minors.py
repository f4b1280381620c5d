"""Who goes with the minors of a party, and which paper shows each consent: one call for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from moeli.crossings.parties import rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.holds import minor
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.papers import SeenPaper, is_paper, see_paper
from moeli.crossings.parties.policies import SEEING
from moeli.crossings.parties.selectors import members_of, opened_documents
from moeli.crossings.parties.services import locked, still_open, told
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent


@dataclass(frozen=True, slots=True)
class Companion:
    """What the officer says of one minor: the adult, and the paper she was shown (`no`: none).

    `other`: the second parent, where both are in the party and their presence is the consent.
    `paper`: the one that she saw, the same for all whom it names; None is a paper of the minor's
    own of which nothing else was entered.
    """

    minor: UUID
    adult: UUID | None
    consent: str
    other: UUID | None = None
    paper: SeenPaper | None = None


def accompany(
    *, actor: Actor, party_id: UUID, member_id: UUID, adult_id: UUID | None, consent: str
) -> None:
    """As `accompany_all`, of one minor."""
    said = Companion(member_id, adult_id, consent)
    accompany_all(actor=actor, party_id=party_id, companions=(said,))


def accompany_all(*, actor: Actor, party_id: UUID, companions: Sequence[Companion]) -> int:
    """Enter who goes with each minor and which paper shows the consent: all of them or nobody.

    Each minor has an entry of their own, and so has each paper; what was said before in the same
    words has none again. Returns how many minors were entered. Raises MoeliError `absent`,
    `party_closed`, `party_not_adult`, `party_one_parent`, `bad_consent` (also where nothing is
    said of anybody), or as `SeenPaper.check`.
    """
    _check_words(companions)
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        still_open(party)
        members = {each.id: each for each in members_of(party)}
        if any(each.minor not in members for each in companions):
            raise absent()
        _check_adults(actor, party, members.values(), companions)
        new = _new(members, companions)
        papers = _see_papers(actor, party, new)
        for each in new:
            _tell(actor, party, each, papers.get(each.minor))
    return len(new)


def _check_words(companions: Sequence[Companion]) -> None:
    known = {row.id for row in rules.consent_papers(clock.today())} | {rules.NO_PAPER}
    if not companions or any(each.consent not in known for each in companions):
        raise MoeliError(PartyError.BAD_CONSENT)
    if not all(map(_by_whom, companions)):
        raise MoeliError(PartyError.ONE_PARENT)
    kinds = {(each.paper, each.consent) for each in companions if each.paper}
    papers = {paper for paper, _kind in kinds}
    if len(papers) != len(kinds) or not all(is_paper(kind) for _paper, kind in kinds):
        raise MoeliError(PartyError.BAD_CONSENT)
    for each in papers:
        each.check()


def _by_whom(said: Companion) -> bool:
    """Two parents where both are said to be here; else nobody besides the adult."""
    if said.consent == rules.PRESENT:
        return said.other not in {None, said.adult}
    return said.other is None


def _new(
    members: Mapping[UUID, PartyMember], companions: Sequence[Companion]
) -> Sequence[Companion]:
    """Of whom something else is said; and everybody whom the same paper names."""
    named = _named(companions)
    standing: dict[UUID, set[UUID]] = {}
    for member in members.values():
        if member.paper_id:
            standing.setdefault(member.paper_id, set()).add(member.id)

    def differs(said: Companion) -> bool:
        member = members[said.minor]
        words = (member.adult_id, member.other_parent_id, member.consent)
        if words != (said.adult, said.other, said.consent):
            return True
        if said.paper is None:
            return False
        row = member.paper
        return not row or not said.paper.same_as(row) or standing[row.id] != named[said.paper]

    new = [each for each in companions if differs(each)]
    again = {each.paper for each in new if each.paper}
    return [each for each in companions if each in new or each.paper in again]


def _named(companions: Iterable[Companion]) -> dict[SeenPaper, set[UUID]]:
    named: dict[SeenPaper, set[UUID]] = {}
    for each in companions:
        if each.paper:
            named.setdefault(each.paper, set()).add(each.minor)
    return named


def _see_papers(actor: Actor, party: Party, new: Sequence[Companion]) -> Mapping[UUID, UUID]:
    """Record each paper once; which names whom, by minor."""
    seen: dict[SeenPaper, tuple[str, list[UUID]]] = {}
    for each in new:
        if is_paper(each.consent):
            seen.setdefault(each.paper or SeenPaper(), (each.consent, []))[1].append(each.minor)
    for paper, (kind, named) in seen.items():
        see_paper(actor, party, kind, paper, named)
    return {minor: paper.id for paper, (_kind, named) in seen.items() for minor in named}


def _tell(actor: Actor, party: Party, said: Companion, paper: UUID | None) -> None:
    body = {"adult": str(said.adult), "consent": said.consent}
    if said.other:
        body["other"] = str(said.other)
    if paper:
        body["paper"] = str(paper)
    told(actor, party, "party.minor_accompanied", said.minor, body)


def _check_adults(
    actor: Actor, party: Party, members: Iterable[PartyMember], said: Sequence[Companion]
) -> None:
    named = {each.adult for each in said} | {each.other for each in said if each.other}
    able = [each for each in members if each.id in named and not each.held]
    grown = _of_age(actor, party, able)
    if not named <= grown or any(each.minor in {each.adult, each.other} for each in said):
        raise MoeliError(PartyError.NOT_ADULT)


def _of_age(actor: Actor, party: Party, members: Sequence[PartyMember]) -> set[UUID]:
    day = clock.today()
    majority = rules.majority(day)
    documents = opened_documents(actor, party, members)
    return {
        member
        for member, each in documents.items()
        if each.birth_date and not minor(each, day, majority)
    }
