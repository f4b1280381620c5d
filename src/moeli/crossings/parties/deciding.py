"""One key decides everybody who is ready: all of them in one transaction, or nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.selectors import Listed, MemberView, members_of, view_of
from moeli.crossings.parties.services import locked, told
from moeli.crossings.services import decide
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record

OUTCOMES = {Direction.ENTRY: Outcome.ADMITTED, Direction.EXIT: Outcome.DEPARTED}


@dataclass(frozen=True, slots=True)
class PartyDecided:
    """How many the key decided, and who is left to be looked at singly, with the reason."""

    outcome: Outcome
    decided: int
    held: tuple[tuple[UUID, Hold], ...]


def admit_party(
    *, actor: Actor, party_id: UUID, listed: Listed, idempotency_key: UUID
) -> PartyDecided:
    """Admit everybody of the party who is ready (record their departure on the way out).

    Each gets a decision of their own, whose key is drawn from the party's. Who is listed, expired,
    to be checked by eye, out of time, or a minor without an adult and a paper is picked out
    instead, and stays open to be decided singly. The same key again returns what was done.
    Raises MoeliError with a code of the room; then nobody was decided.
    """
    try:
        with transaction.atomic():
            party = locked(actor, party_id)
            if party.closed_at:
                return _again(party, idempotency_key)
            return _decide(actor, party, _locked_members(party), listed, idempotency_key)
    except IntegrityError as error:  # the key was used on another party at this very moment
        raise MoeliError(PartyError.KEY_REUSED) from error


def _decide(
    actor: Actor, party: Party, members: Sequence[PartyMember], listed: Listed, key: UUID
) -> PartyDecided:
    if not members:
        raise MoeliError(PartyError.EMPTY)
    if Party.objects.filter(idempotency_key=key).exists():
        raise MoeliError(PartyError.KEY_REUSED)
    seen = view_of(actor, party, members, listed)
    for each in seen.members:
        if each.held and not each.picked_out and not each.decided:
            told(actor, party, "party.picked_out", each.id, {"because": each.held.value})
    for each in seen.ready:
        _decide_one(actor, seen.direction, each, key)
    body = {"idempotency_key": str(key), "decided": len(seen.ready)}
    record(
        NewEntry(
            verb="party.decided",
            actor=actor.id,
            subject=str(party.id),
            place=party.place,
            body=body,
        )
    )
    return _done(party, key)


def _decide_one(actor: Actor, direction: Direction, member: MemberView, key: UUID) -> None:
    decide(
        actor=actor,
        inspection_id=member.inspection_id,
        outcome=OUTCOMES[direction],
        idempotency_key=uuid5(key, str(member.inspection_id)),
    )


def _locked_members(party: Party) -> list[PartyMember]:
    """In one order, and before the journal: who decides singly holds inspection, then journal."""
    rows = Inspection.objects.filter(party_member__party=party).order_by("id")
    list(rows.select_for_update())
    return members_of(party)


def _again(party: Party, key: UUID) -> PartyDecided:
    if party.idempotency_key != key:
        raise MoeliError(PartyError.CLOSED)
    return _done(party, key)


def _done(party: Party, key: UUID) -> PartyDecided:
    members = members_of(party)
    keys = {uuid5(key, str(each.inspection_id)) for each in members}
    made = [m for m in members if hasattr(m.inspection, "decision")]
    decided = sum(1 for each in made if each.inspection.decision.idempotency_key in keys)
    held = tuple((each.id, Hold(each.held)) for each in members if each.held)
    return PartyDecided(OUTCOMES[Direction(party.direction)], decided, held)
