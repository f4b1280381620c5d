"""Turned back by the other side: the exit did not happen; why is asked, a talk offered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moeli.crossings import carried, projectors
from moeli.crossings.afterwards.services import correct_decision, withdraw_decision
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.selectors import inspection_view
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import CITIZEN, NOW, OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
WHY = {"ground": "other_side_document", "screening": "accepted"}


@pytest.fixture
def left(open_: Open, decide: Decide) -> Decision:
    return decide(open_(zone=CITIZEN, direction=Direction.EXIT).id, Outcome.DEPARTED)


def offered(open_: Open, officer: Actor, **given: object) -> bool:
    view = inspection_view(officer, open_(**{"zone": CITIZEN, **given}).id)
    return Outcome.TURNED_BACK in view.offered


@pytest.mark.parametrize("way", Direction)
def test_it_voids_the_exit_and_makes_no_entry(
    open_: Open, decide: Decide, left: Decision, way: Direction
) -> None:
    back = decide(open_(zone=CITIZEN, direction=way).id, Outcome.TURNED_BACK, **WHY)
    gone = Crossing.objects.get()
    assert (gone.decision, gone.voided_because) == (left, "turned_back")
    assert gone.voided_at == back.decided_at
    assert (back.ground, back.screening, back.voids) == (*WHY.values(), gone.id)


def test_the_exit_is_held_only_by_whoever_has_the_chain(
    open_: Open, decide: Decide, left: Decision
) -> None:
    """Otherwise its withdrawal, which has the chain first, and this would wait in a ring."""
    inspection = open_(zone=CITIZEN)
    with CaptureQueriesContext(connection) as asked:
        decide(inspection.id, Outcome.TURNED_BACK, **WHY)
    words = [each["sql"] for each in asked]
    held = next(n for n, sql in enumerate(words) if "moeli_journal_head" in sql)
    voided = next(n for n, sql in enumerate(words) if sql.startswith('UPDATE "moeli_crossings_c'))
    assert held < voided


def test_history_says_that_the_exit_did_not_happen(
    open_: Open, decide: Decide, left: Decision, officer: Actor
) -> None:
    with clock.standing_still(NOW + timedelta(minutes=5)):
        decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)
    latest, before = inspection_view(officer, open_(zone=CITIZEN).id).earlier
    assert (latest.outcome, before.turned_back) == (Outcome.TURNED_BACK, True)


def test_it_is_offered_only_after_an_exit_of_this_document_here(
    open_: Open, officer: Actor, left: Decision
) -> None:
    assert offered(open_, officer)
    assert not offered(
        open_,
        officer,
        zone="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    elsewhere = officer_at("MPB")
    assert not offered(open_, elsewhere, actor=elsewhere, place="MPB")


@pytest.mark.parametrize(("hours", "still"), [(24, True), (24.001, False)])
def test_after_a_day_it_is_a_journey_of_its_own(
    open_: Open, officer: Actor, left: Decision, hours: float, still: bool
) -> None:
    with clock.standing_still(NOW + timedelta(hours=hours)):
        assert offered(open_, officer) is still


def test_who_came_back_in_was_not_turned_back(
    open_: Open, decide: Decide, officer: Actor, left: Decision
) -> None:
    with clock.standing_still(NOW + timedelta(minutes=5)):
        decide(open_(zone=CITIZEN).id)
    with clock.standing_still(NOW + timedelta(minutes=10)):
        assert not offered(open_, officer)
        with refused("not_offered"):
            decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)


def test_an_exit_is_voided_once(open_: Open, decide: Decide, left: Decision) -> None:
    decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)
    with refused("not_offered"):
        decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"screening": "accepted"}, "ground_missing"),
        ({"ground": "court_order", "screening": "accepted"}, "ground_missing"),
        ({"ground": "other_side_closed"}, "screening_missing"),
        ({"ground": "other_side_closed", "screening": "perhaps"}, "screening_missing"),
    ],
)
def test_why_and_what_became_of_the_offer_are_asked(
    open_: Open, decide: Decide, left: Decision, said: dict[str, str], missing: str
) -> None:
    with refused(missing):
        decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **said)
    assert Crossing.objects.standing().count() == 1


def test_nobody_else_is_asked_about_a_talk(open_: Open, decide: Decide) -> None:
    with refused("screening_missing"):
        decide(open_().id, screening="accepted")


def test_a_clock_that_was_set_back_decides_nothing(open_: Open, decide: Decide) -> None:
    inspection = open_()
    with clock.standing_still(NOW - timedelta(seconds=5)):
        decide(inspection.id)
    other = open_(zone=CITIZEN)
    with clock.standing_still(NOW - timedelta(seconds=5.001)), refused("clock_went_back"):
        decide(other.id)


def test_headquarters_writes_the_same_rows_by_the_hundred(
    open_: Open, decide: Decide, left: Decision
) -> None:
    decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)
    entries = Entry.objects.filter(verb__in=["inspection.opened", "decision.made"])
    recorded = opened(entries.in_order().select_related("body"))
    rows = [Crossing.objects.values().get(), *Decision.objects.order_by("id").values()]
    for model in (Crossing, Decision, Inspection):
        model.objects.all().delete()
    carried.write(recorded)
    plain = [Crossing.objects.values().get(), *Decision.objects.order_by("id").values()]
    assert [_bytes(each) for each in plain] == [_bytes(each) for each in rows]
    for each in recorded:
        project = projectors.decision_made if each.verb == "decision.made" else None
        if project:
            project(each)
    assert Crossing.objects.count() == 1


def _bytes(row: dict[str, object]) -> dict[str, object]:
    return {key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()}


def test_an_exit_corrected_away_meanwhile_comes_back_with_no_undo(
    open_: Open, decide: Decide, left: Decision, officer: Actor
) -> None:
    back = decide(open_(zone=CITIZEN).id, Outcome.TURNED_BACK, **WHY)
    correct_decision(
        actor=officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"}),
        decision_id=left.id,
        outcome=Outcome.REFERRED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    withdraw_decision(actor=officer, decision_id=back.id)
    assert not Crossing.objects.standing().exists()
