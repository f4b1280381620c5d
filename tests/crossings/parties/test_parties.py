"""A party: scanned one after the other, decided with one key, all or nobody."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import deciding, minors, services
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import ConsentPaper, Party, PartyMember
from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, Open, officer_at
from tests.crossings.parties.conftest import (
    CHILD_BORN,
    Admit,
    Begin,
    Look,
    Scan,
    nobody,
    zone,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Pick = Callable[[UUID], None]


def test_five_are_scanned_and_one_key_admits_each_of_them(
    scan: Scan, admit: Admit, party: Party
) -> None:
    for number in range(5):
        scan(number)
    done = admit()
    assert (done.outcome, done.decided, done.held) == (Outcome.ADMITTED, 5, ())
    assert Decision.objects.count() == Crossing.objects.count() == 5
    assert len(set(Decision.objects.values_list("idempotency_key", flat=True))) == 5
    party.refresh_from_db()
    assert party.closed_at == NOW
    assert verify().sound


def test_on_the_way_out_a_departure_is_recorded(begin: Begin, officer: Actor) -> None:
    out = begin(direction=Direction.EXIT)
    services.scan_into_party(actor=officer, party_id=out.id, zone=zone(1))
    done = deciding.admit_party(
        actor=officer, party_id=out.id, listed=nobody, idempotency_key=uuid7()
    )
    assert (done.outcome, Crossing.objects.get().direction) == (Outcome.DEPARTED, "exit")


def test_who_is_picked_out_stays_open_and_is_decided_singly(
    scan: Scan, admit: Admit, pick: Pick, decide: Callable[..., Decision]
) -> None:
    scan(1)
    apart = scan(2)
    pick(apart.id)
    pick(apart.id)
    assert Entry.objects.filter(verb="party.picked_out").count() == 1
    done = admit()
    assert (done.decided, done.held) == (1, ((apart.id, Hold.CHOSEN),))
    assert decide(apart.inspection_id, Outcome.REFERRED).outcome == "referred"


def test_who_cannot_be_decided_with_the_others_is_picked_out_and_said_so(
    scan: Scan, admit: Admit, look: Look
) -> None:
    scan(1)
    old, young, met = scan(2, expires=date(2020, 1, 1)), scan(3, CHILD_BORN), scan(4)
    unknown = scan(5, None)

    def listed(hashes: object) -> frozenset[bytes]:
        return frozenset({bytes(met.inspection.document_hash)})

    wanted = {
        old.id: Hold.EXPIRED,
        young.id: Hold.PAPERS,
        met.id: Hold.LISTED,
        unknown.id: Hold.AGE_UNKNOWN,
    }
    assert {each.id: each.held for each in look(listed).members if each.held} == wanted
    done = admit(listed=listed)
    assert (done.decided, dict(done.held)) == (1, wanted)
    assert Crossing.objects.count() == 1


def test_who_is_out_of_time_is_picked_out(scan: Scan, admit: Admit) -> None:
    late = scan(1)
    with clock.standing_still(NOW + timedelta(minutes=31)):
        scan(2)
        done = admit()
    assert (done.decided, done.held) == (1, ((late.id, Hold.OVER),))


def test_when_one_decision_fails_nobody_was_decided(
    scan: Scan, admit: Admit, open_: Open, decide: Callable[..., Decision]
) -> None:
    members, key = [scan(number) for number in range(4)], uuid7()
    taken = uuid5(key, str(members[2].inspection_id))
    stranger = decide(open_(zone=zone(9)).id, Outcome.ADMITTED, idempotency_key=taken)
    with refused("key_reused"):
        admit(idempotency_key=key)
    assert Decision.objects.get() == stranger
    assert Entry.objects.filter(verb__in=["decision.made", "party.decided"]).count() == 1
    assert admit().decided == 4


def test_the_same_key_twice_admits_once_and_another_is_told(scan: Scan, admit: Admit) -> None:
    scan(1)
    key = uuid7()
    assert admit(idempotency_key=key) == admit(idempotency_key=key)
    assert Crossing.objects.count() == 1
    with refused("party_closed"):
        admit()
    with refused("party_closed"):
        scan(2)


def test_one_key_is_good_for_one_party(
    scan: Scan, admit: Admit, begin: Begin, officer: Actor
) -> None:
    scan(1)
    key, other = uuid7(), begin()
    services.scan_into_party(actor=officer, party_id=other.id, zone=zone(2))
    admit(idempotency_key=key)
    with refused("party_key_reused"):
        admit(idempotency_key=key, party_id=other.id)


def test_nobody_is_no_party(admit: Admit) -> None:
    with refused("party_empty"):
        admit()


def test_who_was_decided_singly_is_left_as_it_is(
    scan: Scan, admit: Admit, decide: Callable[..., Decision]
) -> None:
    singly = scan(1)
    scan(2)
    decide(singly.inspection_id, Outcome.REFERRED)
    assert admit().decided == 1
    assert Decision.objects.get(inspection=singly.inspection_id).outcome == "referred"


@pytest.mark.parametrize(
    "stranger",
    [officer_at("CAL"), officer_at("MSB", OFFICER_ACTIONS - {"decision.make"})],
    ids=["of another post", "without the action"],
)
def test_who_may_not_decide_here_learns_nothing(scan: Scan, admit: Admit, stranger: Actor) -> None:
    scan(1)
    with refused("absent"):
        admit(actor=stranger)
    assert not Decision.objects.exists()


def rows() -> list[object]:
    return [
        list(Party.objects.order_by("id").values()),
        list(PartyMember.objects.order_by("id").values()),
        list(ConsentPaper.objects.order_by("id").values()),
        list(Inspection.objects.order_by("id").values_list("id", "superseded_at")),
        list(Decision.objects.order_by("id").values()),
    ]


def test_the_journal_alone_tells_the_party_again_and_twice_is_once(
    scan: Scan, admit: Admit, officer: Actor, party: Party
) -> None:
    adult, young = scan(1), scan(2, CHILD_BORN)
    minors.accompany(
        actor=officer,
        party_id=party.id,
        member_id=young.id,
        adult_id=adult.id,
        consent="court_order",
    )
    scan(3, date(2020, 1, 1))
    admit()
    before, entries = rows(), list(opened(Entry.objects.in_order().select_related("body")))
    for table in (Crossing, Decision):
        table._default_manager.all().delete()
    PartyMember.objects.update(adult=None)
    for table in (PartyMember, ConsentPaper, Party, Inspection):
        table._default_manager.all().delete()
    for each in entries * 2:
        project = room.verbs()[each.verb].project
        if project:
            project(each)
        assert room.verbs()[each.verb].render(each)
    assert rows() == before
