"""A slip of the finger is undone within seconds, by its own officer, while it is only data."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.crossings.afterwards.selectors import undoable
from moeli.crossings.afterwards.services import note_followed, withdraw_decision
from moeli.crossings.capture import Capture, How
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import services as parties
from moeli.crossings.selectors import inspection_view, recent_at
from moeli.crossings.slips.services import NewSlip, issue_gate_slip
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, SPECIMEN, officer_at
from tests.refusals import refused
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


def after(seconds: float) -> object:
    return clock.standing_still(NOW + timedelta(seconds=seconds))


def test_an_undone_admission_is_a_linked_record_and_no_crossing(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    decision = decide(open_().id)
    withdraw_decision(actor=officer, decision_id=decision.id)
    assert Entry.objects.filter(verb="decision.withdrawn", subject=str(decision.id)).count() == 1
    assert Decision.objects.get().outcome == Outcome.ADMITTED  # what was pressed stays written
    assert Decision.objects.get().withdrawn_at == NOW
    crossing = Crossing.objects.get()
    assert (crossing.voided_because, Crossing.objects.standing().count()) == ("withdrawn", 0)
    assert verify().sound


def test_the_same_look_opens_again_without_a_second_scan(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    capture = Capture(How.WEDGE_SCAN, NOW, bytes(range(32)))
    decision = decide(open_(capture=capture).id)
    again = withdraw_decision(actor=officer, decision_id=decision.id)
    view = inspection_view(officer, again.id)
    assert (again.reopens, view.document is not None) == (decision.id, True)
    assert (again.captured_how, again.captured_at) == ("wedge_scan", NOW)
    assert bytes(again.image_sha256) == bytes(range(32))
    assert decide(again.id, Outcome.REFERRED).outcome == Outcome.REFERRED


def test_an_undone_decision_is_no_history(open_: Open, decide: Decide, officer: Actor) -> None:
    again = withdraw_decision(actor=officer, decision_id=decide(open_().id).id)
    assert inspection_view(officer, again.id).earlier == ()


def test_a_double_click_on_undo_is_one_withdrawal(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    decision = decide(open_().id)
    first = withdraw_decision(actor=officer, decision_id=decision.id)
    assert withdraw_decision(actor=officer, decision_id=decision.id) == first
    assert Entry.objects.filter(verb="decision.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("seconds", "possible"), [(0, True), (5, True), (5.001, False), (60, False), (-5.001, False)]
)
def test_it_is_undone_within_five_seconds_and_by_no_clock_set_back(
    open_: Open, decide: Decide, officer: Actor, seconds: float, possible: bool
) -> None:
    decision = decide(open_().id)
    with after(seconds):
        if possible:
            withdraw_decision(actor=officer, decision_id=decision.id)
            return
        with refused("undo_too_late") as error:
            withdraw_decision(actor=officer, decision_id=decision.id)
        assert "5 seconds" in str(error.value)
    assert Crossing.objects.standing().count() == 1


def test_the_key_of_an_undone_decision_answers_with_no_decision(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspection, key = open_(), uuid7()
    decision = decide(inspection.id, idempotency_key=key)
    withdraw_decision(actor=officer, decision_id=decision.id)
    with refused("decision_withdrawn"):
        decide(inspection.id, idempotency_key=key)


def test_what_another_decided_she_does_not_undo(open_: Open, decide: Decide) -> None:
    decision = decide(open_().id)
    with refused("not_your_decision"):
        withdraw_decision(actor=officer_at("MSB"), decision_id=decision.id)
    for stranger in (officer_at("MPB"), officer_at("MSB", frozenset())):
        with refused("absent"):
            withdraw_decision(actor=stranger, decision_id=decision.id)


@pytest.mark.parametrize("what", ["printed", "gate", "slip", "stamp"])
def test_nothing_is_undone_after_something_physical_followed(
    open_: Open, decide: Decide, officer: Actor, what: str
) -> None:
    decision = decide(open_().id)
    note_followed(actor=officer, decision_id=decision.id, what=what)
    note_followed(actor=officer, decision_id=decision.id, what="gate")
    assert Decision.objects.get().followed_by == what
    with refused("undo_followed"):
        withdraw_decision(actor=officer, decision_id=decision.id)
    assert Crossing.objects.standing().count() == 1


def test_a_gate_slip_of_the_same_desk_is_such_a_thing(open_: Open, decide: Decide) -> None:
    officer = officer_at("MSB", OFFICER_ACTIONS | {"gate_slip.issue"})
    decision = decide(open_(actor=officer).id, actor=officer)
    slip = NewSlip(plate="A 123 BCD", walking=1, riding=1)
    issue_gate_slip(actor=officer, place="MSB", desk="Desk 1", slip=slip, idempotency_key=uuid4())
    with refused("undo_followed"):
        withdraw_decision(actor=officer, decision_id=decision.id)


def test_nothing_physical_follows_an_undone_decision(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    decision = decide(open_().id)
    withdraw_decision(actor=officer, decision_id=decision.id)
    with refused("decision_withdrawn"):
        note_followed(actor=officer, decision_id=decision.id, what="gate")


def test_who_was_decided_with_a_party_is_not_undone_singly(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    party = parties.begin_party(
        actor=officer, place="MSB", desk="Desk 1", direction=Direction.ENTRY
    )
    inspection = open_()
    parties.add_to_party(actor=officer, party_id=party.id, inspection_id=inspection.id)
    decision = decide(inspection.id)
    with refused("undo_of_a_party"):
        withdraw_decision(actor=officer, decision_id=decision.id)


def test_the_desk_offers_to_undo_her_own_latest_decision_alone(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    def offer(actor: Actor) -> object:
        return undoable(actor, recent_at(actor, "MSB", "Desk 1", 8))

    assert offer(officer) is None
    decision = decide(open_().id)
    assert offer(officer) == decision.id
    assert offer(officer_at("MSB")) is None
    with after(6):
        assert offer(officer) is None
    withdraw_decision(actor=officer, decision_id=decision.id)
    assert offer(officer) is None


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.tuples(st.sampled_from("dwfd"), st.integers(-3, 7)), max_size=8))
def test_whatever_happens_one_traveller_crosses_once_at_most_and_the_chain_holds(
    open_: Open, officer: Actor, acts: list[tuple[str, int]]
) -> None:
    decide = _decider(officer)
    current, made = open_(zone=SPECIMEN), None
    for act, seconds in acts:
        with after(seconds), suppress(MoeliError):
            if act == "d":
                made = decide(current.id)
            elif made and act == "w":
                current = withdraw_decision(actor=officer, decision_id=made.id)
            elif made:
                note_followed(actor=officer, decision_id=made.id, what="printed")
    of_this = Crossing.objects.standing().filter(decision__inspection__in=_family(current))
    assert of_this.count() <= 1
    assert not of_this.filter(decision__withdrawn_at__isnull=False).exists()
    assert verify().sound


def _decider(officer: Actor) -> Decide:
    from moeli.crossings.services import decide

    return lambda id: decide(
        actor=officer, inspection_id=id, outcome=Outcome.ADMITTED, idempotency_key=uuid7()
    )


def _family(inspection: Inspection) -> list[Inspection]:
    """The inspection, and those whose withdrawal led to it."""
    found = [inspection]
    while found[-1].reopens:
        found.append(Decision.objects.get(id=found[-1].reopens).inspection)
    return found
