"""Deciding an inspection: once, in time, by who may, in one transaction."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import CITIZEN, NOW, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


def test_an_admission_is_a_decision_a_crossing_and_an_entry(open_: Open, decide: Decide) -> None:
    decision = decide(open_().id)
    crossing = Crossing.objects.get()
    assert crossing.decision == decision
    assert (crossing.direction, crossing.place, crossing.mode) == ("entry", "MSB", "live")
    assert crossing.occurred_at == decision.decided_at == NOW
    assert Entry.objects.filter(verb="decision.made", subject=str(decision.id)).count() == 1
    assert verify().sound


def test_the_chain_is_held_for_its_own_rows_alone(open_: Open, decide: Decide) -> None:
    inspection = open_()
    with CaptureQueriesContext(connection) as asked:
        decide(inspection.id)
    words = [each["sql"] for each in asked]
    held = next(n for n, sql in enumerate(words) if "moeli_journal_head" in sql)
    assert not [sql for sql in words[held:] if "moeli_crossings" in sql]
    writes = [sql for sql in words[held + 1 :] if sql.startswith(("INSERT", "UPDATE", "WITH"))]
    assert len(writes) == (1 if connection.vendor == "postgresql" else 3)


def test_a_departure_is_a_crossing_the_other_way(open_: Open, decide: Decide) -> None:
    decide(open_(direction=Direction.EXIT).id, Outcome.DEPARTED)
    assert Crossing.objects.get().direction == "exit"


@pytest.mark.parametrize(
    ("direction", "outcome", "ground"),
    [
        (Direction.ENTRY, Outcome.REFERRED, ""),
        (Direction.ENTRY, Outcome.REFUSED, "document_expired"),
        (Direction.EXIT, Outcome.REFERRED, ""),
        (Direction.EXIT, Outcome.DEPARTURE_NOT_PERMITTED, "court_order"),
    ],
)
def test_who_does_not_cross_leaves_no_crossing(
    open_: Open, decide: Decide, direction: Direction, outcome: Outcome, ground: str
) -> None:
    decision = decide(open_(direction=direction).id, outcome, ground=ground)
    assert (decision.outcome, decision.ground) == (outcome, ground)
    assert Crossing.objects.count() == 0


def test_a_decision_without_an_inspection_is_absent(decide: Decide) -> None:
    with refused("absent"):
        decide(uuid7())


def test_a_second_decision_is_refused(open_: Open, decide: Decide) -> None:
    inspection = open_()
    decide(inspection.id)
    with refused("already_decided"):
        decide(inspection.id, Outcome.REFERRED)
    assert Decision.objects.count() == 1


def test_a_superseded_inspection_cannot_be_decided(open_: Open, decide: Decide) -> None:
    older = open_()
    open_(zone=CITIZEN)
    with refused("superseded"):
        decide(older.id)


@pytest.mark.parametrize(("minutes", "seconds", "stale"), [(30, 0, False), (30, 1, True)])
def test_an_inspection_goes_stale_after_thirty_minutes(
    open_: Open, decide: Decide, minutes: int, seconds: int, stale: bool
) -> None:
    inspection = open_()
    with clock.standing_still(NOW + timedelta(minutes=minutes, seconds=seconds)):
        if not stale:
            assert decide(inspection.id).outcome == Outcome.ADMITTED
            return
        with refused("stale") as error:
            decide(inspection.id)
        assert "30 minutes" in str(error.value)


def test_a_citizen_cannot_be_refused(open_: Open, decide: Decide) -> None:
    with refused("not_offered"):
        decide(open_(zone=CITIZEN).id, Outcome.REFUSED, ground="document_expired")


def test_nobody_is_admitted_on_the_way_out(open_: Open, decide: Decide) -> None:
    with refused("not_offered"):
        decide(open_(direction=Direction.EXIT).id, Outcome.ADMITTED)


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [
        (Outcome.REFUSED, ""),
        (Outcome.REFUSED, "court_order"),
        (Outcome.REFUSED, "because"),
        (Outcome.ADMITTED, "document_expired"),
    ],
)
def test_the_ground_must_be_one_of_the_decision(
    open_: Open, decide: Decide, outcome: Outcome, ground: str
) -> None:
    with refused("ground_missing"):
        decide(open_().id, outcome, ground=ground)


def test_the_same_key_twice_is_one_crossing(open_: Open, decide: Decide) -> None:
    inspection, key = open_(), uuid7()
    first = decide(inspection.id, idempotency_key=key)
    assert decide(inspection.id, idempotency_key=key) == first
    assert Crossing.objects.count() == Decision.objects.count() == 1
    assert Entry.objects.filter(verb="decision.made").count() == 1


def test_the_same_key_is_answered_even_after_the_inspection_went_stale(
    open_: Open, decide: Decide
) -> None:
    inspection, key = open_(), uuid7()
    first = decide(inspection.id, idempotency_key=key)
    with clock.standing_still(NOW + timedelta(days=1)):
        assert decide(inspection.id, idempotency_key=key) == first


def test_the_same_key_with_another_content_is_refused(open_: Open, decide: Decide) -> None:
    inspection, key = open_(), uuid7()
    decide(inspection.id, idempotency_key=key)
    with refused("key_reused"):
        decide(inspection.id, Outcome.REFERRED, idempotency_key=key)
    with refused("key_reused"):
        decide(open_(zone=CITIZEN).id, idempotency_key=key)
    with refused("key_reused"):
        decide(inspection.id, idempotency_key=key, actor=officer_at("MSB"))
    assert Crossing.objects.count() == 1


def test_a_colleague_at_the_post_may_decide_what_another_opened(
    open_: Open, decide: Decide
) -> None:
    colleague = officer_at("MSB")
    assert decide(open_().id, actor=colleague).officer == colleague.id


@pytest.mark.parametrize(
    "stranger",
    [
        officer_at("MPB"),
        officer_at("MSB", frozenset({"inspection.open", "history.read"})),
        officer_at("MSB", frozenset()),
    ],
    ids=["of another post", "without the action", "without anything"],
)
def test_who_may_not_decide_here_learns_nothing(
    open_: Open, decide: Decide, stranger: Actor
) -> None:
    inspection = open_()
    for id in (inspection.id, uuid7()):
        with refused("absent"):
            decide(id, actor=stranger)
    assert Decision.objects.count() == 0
