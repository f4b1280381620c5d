"""Who goes with the minors of a party, and which paper shows each consent: one call for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from moeli.crossings.parties import rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.holds import minor
from moeli.crossings.parties.models import Party, PartyMember
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
    """

    minor: UUID
    adult: UUID | None
    consent: str
    other: UUID | None = None


def accompany(
    *, actor: Actor, party_id: UUID, member_id: UUID, adult_id: UUID | None, consent: str
) -> None:
    """As `accompany_all`, of one minor."""
    said = Companion(member_id, adult_id, consent)
    accompany_all(actor=actor, party_id=party_id, companions=(said,))


def accompany_all(*, actor: Actor, party_id: UUID, companions: Sequence[Companion]) -> int:
    """Enter who goes with each minor and which paper shows the consent: all of them or nobody.

    Each minor has an entry of their own; what was said before in the same words has none again.
    Returns how many were entered. Raises MoeliError `absent`, `party_closed`, `party_not_adult`,
    `party_one_parent` or `bad_consent`, the last also where nothing is said of anybody.
    """
    known = {row.id for row in rules.consent_papers(clock.today())} | {rules.NO_PAPER}
    if not companions or any(each.consent not in known for each in companions):
        raise MoeliError(PartyError.BAD_CONSENT)
    if not all(map(_by_whom, companions)):
        raise MoeliError(PartyError.ONE_PARENT)
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        still_open(party)
        members = {each.id: each for each in members_of(party)}
        if any(each.minor not in members for each in companions):
            raise absent()
        _check_adults(actor, party, members.values(), companions)
        new = [each for each in companions if _differs(members[each.minor], each)]
        for each in new:
            body = {"adult": str(each.adult), "consent": each.consent}
            if each.other:
                body["other"] = str(each.other)
            told(actor, party, "party.minor_accompanied", each.minor, body)
    return len(new)


def _by_whom(said: Companion) -> bool:
    """Two parents where both are said to be here; else nobody besides the adult."""
    if said.consent == rules.PRESENT:
        return said.other not in {None, said.adult}
    return said.other is None


def _differs(member: PartyMember, said: Companion) -> bool:
    stands = (member.adult_id, member.other_parent_id, member.consent)
    return stands != (said.adult, said.other, said.consent)


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
