"""A whole list of passengers into a party: a bus at once, a longer list by a job, in steps.

What is written is what scanning writes, one inspection for each, of the kind `manifest`: nobody
has seen these documents yet, and the inspection says so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from moeli.crossings.capture import Capture, How
from moeli.crossings.documents import document_hash
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.models import Party, PartyList
from moeli.crossings.parties.policies import SEEING
from moeli.crossings.parties.sealing import zones_binding
from moeli.crossings.parties.selectors import members_of
from moeli.crossings.parties.services import begin_once, enter, locked
from moeli.crossings.services import open_inspection
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.jobs.services import enqueue
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import services as keyring
from moeli.platform.room import JobRun
from moeli.standards import icao9303

REASON, JOB = "manifest", "crossings.party_list"
_STEP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarding:
    """Where a list of passengers stands, and the zones of those whose rows are sound.

    `key` tells a second press of the button from a second bus.
    """

    place: str
    desk: str
    direction: Direction
    zones: tuple[str, ...]
    key: UUID | None = None


def begin_with_list(*, actor: Actor, boarding: Boarding) -> Party:
    """Begin a party of everybody on a list: all of them or none, or by a job that goes on.

    Raises MoeliError `party_full`, `party_empty`, or as `begin_party` and `open_inspection` do.
    """
    day, zones = clock.today(), boarding.zones
    most = rules.largest(day)
    if len(zones) > most:
        raise MoeliError(PartyError.FULL, most=most)
    if not zones:
        raise MoeliError(PartyError.EMPTY)
    with transaction.atomic():
        party, new = begin_once(
            actor, boarding.place, boarding.desk, boarding.direction, boarding.key
        )
        if not new:
            return party
        if len(zones) > rules.written_at_once(day):
            _give_to_a_job(actor, party, zones)
        else:
            _write(actor, party, zones)
    return party


def write_list(run: JobRun) -> None:
    """The job: a step of 20 people in one transaction, from where an earlier attempt ended.

    It writes as the officer who gave the list, and ends when the party is decided meanwhile.
    """
    row = PartyList.objects.select_related("party").get(id=UUID(run.arguments["list"]))
    zones: list[str] = json.loads(keyring.unseal(zones_binding(row), bytes(row.zones)))
    done = int(run.cursor.get("next", 0))
    while done < len(zones):
        with transaction.atomic():
            actor = _who_asked(row)
            party = locked(actor, row.party_id, SEEING)
            if party.closed_at:
                return
            _write(actor, party, zones[done : done + _STEP])
            done = min(done + _STEP, len(zones))
            run.progress(done, len(zones), {"next": done})


def _give_to_a_job(actor: Actor, party: Party, zones: Sequence[str]) -> None:
    list_id = uuid7()
    body = {"list": str(list_id), "zones": list(zones)}
    record(
        NewEntry(
            verb="party.list_given",
            actor=actor.id,
            subject=str(party.id),
            place=party.place,
            body=body,
        )
    )
    arguments = {"list": str(list_id)}
    enqueue(actor=actor, job=JOB, arguments=arguments, key=str(list_id), place=party.place)


def _write(actor: Actor, party: Party, zones: Sequence[str]) -> None:
    """Whose document is in the party already is passed over, so that a step may be repeated."""
    members = members_of(party)
    known = {bytes(each.inspection.document_hash) for each in members}
    position = len(members)
    for zone in zones:
        found = _hash(zone)
        if found in known:
            continue
        known.add(found)
        position += 1
        inspection = open_inspection(
            actor=actor,
            place=party.place,
            desk=party.desk,
            direction=Direction(party.direction),
            zone=zone,
            reason=REASON,
            capture=Capture(How.LIST_ROW),
        )
        enter(actor, party, inspection, position)


def _hash(zone: str) -> bytes:
    document = icao9303.read(icao9303.split_zone(zone), clock.today())
    return document_hash(document.issuing_state or "", document.document_number or "")


def _who_asked(row: PartyList) -> Actor:
    user = User.objects.filter(id=row.asked_by).first()
    if user is None:
        raise absent()
    return actor_of(user, clock.now(), row.party.place)
