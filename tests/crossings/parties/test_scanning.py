"""A party is filled: each document once, each inspection open, as many as a coach holds."""

from collections.abc import Callable
from copy import copy
from uuid import UUID

import pytest

from moeli.crossings.capture import NOT_TOLD
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import services
from moeli.crossings.parties.models import Party, PartyMember
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import NOW
from tests.crossings.parties.conftest import (
    Begin,
    Scan,
    zone,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Pick = Callable[[UUID], None]


def test_scanning_the_next_one_supersedes_no_member(
    scan: Scan, open_: Callable[..., Inspection]
) -> None:
    loose = open_()
    first = scan(1)
    scan(2)
    open_()
    first.inspection.refresh_from_db()
    loose.refresh_from_db()
    assert (first.inspection.superseded_at, loose.superseded_at) == (None, NOW)


def test_a_party_that_its_first_document_begins_is_begun_with_it_or_not_at_all(
    begin: Begin, officer: Actor
) -> None:
    key = uuid7()

    def begun(text: str) -> Party:
        return services.begin_with(
            actor=officer,
            place="MSB",
            desk="Desk 1",
            direction=Direction.ENTRY,
            first=(text, NOT_TOLD),
            key=key,
        )

    with refused("unreadable"):
        begun("P<LSO NOTHING")
    assert not Party.objects.exists()
    assert begun(zone(1)) == begun(zone(1))
    assert PartyMember.objects.count() == 1
    begun(zone(2))
    assert (Party.objects.count(), PartyMember.objects.count()) == (1, 2)


def test_a_document_is_scanned_once(scan: Scan, party: Party) -> None:
    scan(1)
    with refused("party_twice"):
        scan(1)
    assert Inspection.objects.count() == PartyMember.objects.count() == 1


def test_an_open_inspection_may_be_added_and_a_decided_one_not(
    officer: Actor, party: Party, open_: Callable[..., Inspection], decide: Callable[..., Decision]
) -> None:
    for outcome, code in ((None, ""), (Outcome.REFERRED, "already_decided")):
        inspection = open_(zone=zone(1 if outcome else 2))
        if outcome is None:
            services.add_to_party(actor=officer, party_id=party.id, inspection_id=inspection.id)
            continue
        decide(inspection.id, outcome)
        with refused(code):
            services.add_to_party(actor=officer, party_id=party.id, inspection_id=inspection.id)
    with refused("party_other_way"):
        other = open_(zone=zone(3), direction=Direction.EXIT)
        services.add_to_party(actor=officer, party_id=party.id, inspection_id=other.id)


def test_a_party_holds_a_coach_and_no_more(scan: Scan, party: Party) -> None:
    _boarded(party, scan(1).inspection, 498)
    scan(2)
    with refused("party_full"):
        scan(3)


def _boarded(party: Party, like: Inspection, people: int) -> None:
    """So many more, each with a document of their own."""
    rows = [copy(like) for _ in range(people)]
    for number, row in enumerate(rows):
        row.id, row.document_hash = uuid7(), number.to_bytes(16)
    Inspection.objects.bulk_create(rows)
    PartyMember.objects.bulk_create(
        PartyMember(party=party, inspection=row, position=number)
        for number, row in enumerate(rows, start=2)
    )
