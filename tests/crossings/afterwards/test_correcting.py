"""Later, a supervisor says what a decision should have read; nothing that was written changes."""

from collections.abc import Callable

import pytest

from moeli.crossings.afterwards.models import Correction
from moeli.crossings.afterwards.selectors import correctable
from moeli.crossings.afterwards.services import withdraw_decision
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.selectors import inspection_view
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.crossings.afterwards.conftest import Correct
from tests.crossings.conftest import CITIZEN, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


def test_the_decision_stays_as_it_was_and_reads_otherwise(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    decision = decide(open_().id)
    correct(decision.id, Outcome.REFERRED)
    kept = Decision.objects.get()
    assert (kept.outcome, kept.stands_as) == ("admitted", Outcome.REFERRED)
    assert Crossing.objects.get().voided_because == "corrected"
    entry = Entry.objects.get(verb="decision.corrected")
    assert entry.subject == str(decision.id)


def test_an_entry_that_was_an_exit_turns_round(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    correct(decide(open_().id).id, Outcome.DEPARTED)
    crossing = Crossing.objects.standing().get()
    assert crossing.direction == Direction.EXIT


def test_a_crossing_that_was_not_recorded_is_and_at_its_own_time(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    decision = decide(open_().id, Outcome.REFERRED)
    correct(decision.id, Outcome.ADMITTED)
    crossing = Crossing.objects.standing().get()
    assert (crossing.direction, crossing.occurred_at) == ("entry", decision.decided_at)


def test_corrected_there_and_back_again_it_crosses_once(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    decision = decide(open_().id)
    correct(decision.id, Outcome.REFERRED)
    correct(decision.id, Outcome.ADMITTED)
    assert (Crossing.objects.standing().count(), Crossing.objects.count()) == (1, 1)
    assert Correction.objects.count() == 2


def test_a_departure_that_was_undone_by_mistake_happened_after_all(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    left = decide(open_(direction=Direction.EXIT).id, Outcome.DEPARTED)
    back = decide(open_().id, Outcome.TURNED_BACK, ground="other_side_closed", screening="declined")
    assert Crossing.objects.standing().count() == 0
    correct(back.id, Outcome.ADMITTED)
    standing = Crossing.objects.standing().order_by("direction")
    assert [each.decision for each in standing] == [back, left]


def test_history_shows_what_it_reads_now_and_that_it_was_corrected(
    open_: Open, decide: Decide, correct: Correct, officer: Actor
) -> None:
    correct(decide(open_().id).id, Outcome.REFERRED)
    (earlier,) = inspection_view(officer, open_().id).earlier
    assert (earlier.outcome, earlier.corrected) == (Outcome.REFERRED, True)


def test_why_is_sealed_in_the_journal_and_stands_in_no_row(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    made = correct(decide(open_().id).id, Outcome.REFERRED, motive="  Mistaken for a neighbour ")
    (recorded,) = opened(Entry.objects.filter(verb="decision.corrected").select_related("body"))
    assert recorded.body["motive"] == "Mistaken for a neighbour"
    assert "neighbour" not in str(vars(made))


@pytest.mark.parametrize("motive", ["", "   ", "x" * 401])
def test_without_a_reason_nothing_is_corrected(
    open_: Open, decide: Decide, correct: Correct, motive: str
) -> None:
    with refused("correction_motive"):
        correct(decide(open_().id).id, Outcome.REFERRED, motive=motive)


def test_a_citizen_is_refused_by_no_correction_either(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    decision = decide(open_(zone=CITIZEN).id)
    for outcome in (Outcome.REFUSED, Outcome.ENTRY_WITHDRAWN, Outcome.TURNED_BACK):
        with refused("correction_not_possible"):
            correct(decision.id, outcome, ground="document_expired")


def test_a_correction_needs_the_ground_that_the_decision_would_need(
    open_: Open, decide: Decide, correct: Correct
) -> None:
    decision = decide(open_().id)
    with refused("ground_missing"):
        correct(decision.id, Outcome.REFUSED)
    assert correct(decision.id, Outcome.REFUSED, ground="no_permit").ground == "no_permit"


def test_the_same_key_is_one_correction(
    open_: Open, decide: Decide, correct: Correct, supervisor: Actor
) -> None:
    decision, key = decide(open_().id), uuid7()
    first = correct(decision.id, Outcome.REFERRED, idempotency_key=key)
    assert correct(decision.id, Outcome.REFERRED, idempotency_key=key) == first
    with refused("correction_key_reused"):
        correct(decision.id, Outcome.HANDED_TO_POLICE, idempotency_key=key)
    other = decide(open_().id)
    with refused("correction_key_reused"):
        correct(other.id, Outcome.REFERRED, idempotency_key=key)
    assert Correction.objects.count() == 1


def test_what_reads_so_already_or_was_undone_is_not_corrected(
    open_: Open, decide: Decide, correct: Correct, officer: Actor
) -> None:
    decision = decide(open_().id)
    with refused("correction_same"):
        correct(decision.id, Outcome.ADMITTED)
    withdraw_decision(actor=officer, decision_id=decision.id)
    with refused("decision_withdrawn"):
        correct(decision.id, Outcome.REFERRED)


def test_who_may_not_correct_learns_nothing(
    open_: Open, decide: Decide, correct: Correct, officer: Actor
) -> None:
    decision = decide(open_().id)
    for stranger in (officer, officer_at("MPB", frozenset({"decision.correct"}))):
        with refused("absent"):
            correct(decision.id, Outcome.REFERRED, actor=stranger)
        with refused("absent"):
            correctable(stranger, decision.id)


def test_the_supervisor_sees_what_was_recorded_what_it_reads_and_no_name(
    open_: Open, decide: Decide, correct: Correct, supervisor: Actor
) -> None:
    decision = decide(open_().id)
    correct(decision.id, Outcome.REFERRED)
    seen = correctable(supervisor, decision.id)
    assert (seen.recorded, seen.stands_as) == (Outcome.ADMITTED, Outcome.REFERRED)
    assert [each.outcome for each in seen.corrections] == [Outcome.REFERRED]
    assert Outcome.REFERRED not in seen.possible
    assert "ERIKSSON" not in str(seen)
