"""Putting a party together, one document after another, and picking somebody out of it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings.capture import NOT_TOLD, Capture, How
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.policies import DECIDING, SEEING
from moeli.crossings.parties.selectors import members_of
from moeli.crossings.services import open_inspection
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy, require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

REASON = "party"


def begin_party(
    *, actor: Actor, place: str, desk: str, direction: Direction, key: UUID | None = None
) -> Party:
    """Begin a party at a desk; the same key again is the same party.

    Raises MoeliError `absent`, `wrong_place` or `party_key_reused`.
    """
    return begin_once(actor, place, desk, direction, key)[0]


def begin_with(
    *,
    actor: Actor,
    place: str,
    desk: str,
    direction: Direction,
    first: tuple[str, Capture],
    key: UUID | None = None,
) -> Party:
    """Begin a party with its first document, the zone and how it came: both or neither.

    The same key and document again are the same party. Raises as `begin_party` and
    `scan_into_party` do.
    """
    zone, capture = first
    with transaction.atomic():
        party = begin_party(actor=actor, place=place, desk=desk, direction=direction, key=key)
        try:
            scan_into_party(actor=actor, party_id=party.id, zone=zone, capture=capture)
        except MoeliError as error:
            if error.reason is not PartyError.TWICE:
                raise
    return party


def begin_once(
    actor: Actor, place: str, desk: str, direction: Direction, key: UUID | None
) -> tuple[Party, bool]:
    """As `begin_party`; and whether it was begun just now."""
    require(actor, SEEING.action, place)
    if not desk:
        raise MoeliError(CrossingError.WRONG_PLACE)
    wanted = (actor.id, place, desk, direction.value)
    id, body = uuid7(), {"desk": desk, "direction": direction.value}
    if key:
        body["begun_key"] = str(key)
    try:
        with transaction.atomic():
            if key and (begun := Party.objects.filter(begun_key=key).first()):
                return _same(begun, wanted), False
            record(
                NewEntry(
                    verb="party.begun", actor=actor.id, subject=str(id), place=place, body=body
                )
            )
    except IntegrityError:  # pressed twice at this very moment
        return _same(Party.objects.get(begun_key=key), wanted), False
    return Party.objects.get(id=id), True


def scan_into_party(
    *, actor: Actor, party_id: UUID, zone: str, capture: Capture = NOT_TOLD
) -> PartyMember:
    """Open an inspection of a scanned document at the party's desk and add it: both or neither.

    The document of somebody whom a list has brought takes the place of the list's row. Raises
    as `open_inspection` and `add_to_party` do.
    """
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        inspection = open_inspection(
            actor=actor,
            place=party.place,
            desk=party.desk,
            direction=Direction(party.direction),
            zone=zone,
            reason=REASON,
            capture=capture,
        )
        listed = _listed(party, inspection)
        return _seen(actor, party, listed, inspection) if listed else _add(actor, party, inspection)


def add_to_party(*, actor: Actor, party_id: UUID, inspection_id: UUID) -> PartyMember:
    """Add an inspection that is open to the party. Raises MoeliError with a code of the room."""
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        rows = Inspection.objects.filter(SEEING.rows(actor)).filter(id=inspection_id)
        inspection = rows.filter(place=party.place).first()
        if inspection is None:
            raise absent()
        return _add(actor, party, inspection)


def pick_out(*, actor: Actor, party_id: UUID, member_id: UUID) -> None:
    """Leave a member to be decided singly; done twice, it is done. Raises MoeliError."""
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        still_open(party)
        if not _member(party, member_id).held:
            told(actor, party, "party.picked_out", member_id, {"because": Hold.CHOSEN.value})


def locked(actor: Actor, party_id: UUID, policy: Policy = DECIDING) -> Party:
    """The party, held until the transaction ends. Raises MoeliError `absent`."""
    rows = Party.objects.filter(policy.rows(actor))
    party = rows.select_for_update().filter(id=party_id).first()
    if party is None:
        raise absent()
    return party


def still_open(party: Party) -> None:
    """Raises MoeliError where the party is decided."""
    if party.closed_at:
        raise MoeliError(PartyError.CLOSED)


def told(
    actor: Actor, party: Party, verb: str, member_id: UUID, body: Mapping[str, object]
) -> None:
    """Record what happened to a member."""
    whole = {"member": str(member_id), **body}
    record(
        NewEntry(verb=verb, actor=actor.id, subject=str(party.id), place=party.place, body=whole)
    )


def enter(actor: Actor, party: Party, inspection: Inspection, position: int) -> UUID:
    """Record a member of a party that the caller holds and has judged; the member's id."""
    member_id = uuid7()
    body = {"inspection": str(inspection.id), "position": position}
    told(actor, party, "party.member_added", member_id, body)
    return member_id


def _same(begun: Party, wanted: tuple[str, str, str, str]) -> Party:
    if (begun.officer, begun.place, begun.desk, begun.direction) != wanted:
        raise MoeliError(PartyError.KEY_REUSED)
    return begun


def _listed(party: Party, inspection: Inspection) -> PartyMember | None:
    """Who came by a list with this document, and was not looked at yet."""
    by_list = PartyMember.objects.filter(party=party, inspection__decision=None)
    rows = by_list.filter(inspection__captured_how=How.LIST_ROW.value)
    return rows.filter(inspection__document_hash=inspection.document_hash).first()


def _seen(actor: Actor, party: Party, member: PartyMember, inspection: Inspection) -> PartyMember:
    still_open(party)
    told(actor, party, "party.member_seen", member.id, {"inspection": str(inspection.id)})
    return PartyMember.objects.get(id=member.id)


def _add(actor: Actor, party: Party, inspection: Inspection) -> PartyMember:
    members = members_of(party)
    if bytes(inspection.document_hash) in {bytes(m.inspection.document_hash) for m in members}:
        raise MoeliError(PartyError.TWICE)
    still_open(party)
    most = rules.largest(clock.today())
    if len(members) >= most:
        raise MoeliError(PartyError.FULL, most=most)
    if inspection.direction != party.direction:
        raise MoeliError(PartyError.OTHER_WAY)
    _still_open(inspection)
    return PartyMember.objects.get(id=enter(actor, party, inspection, len(members) + 1))


def _still_open(inspection: Inspection) -> None:
    if hasattr(inspection, "decision"):
        raise MoeliError(CrossingError.ALREADY_DECIDED)
    if inspection.superseded_at:
        raise MoeliError(CrossingError.SUPERSEDED)
    if PartyMember.objects.filter(inspection=inspection).exists():
        raise MoeliError(PartyError.TWICE)


def _member(party: Party, member_id: UUID) -> PartyMember:
    member = PartyMember.objects.filter(party=party, id=member_id).first()
    if member is None:
        raise absent()
    return member
