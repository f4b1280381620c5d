"""What follows an identification never opens what the identification itself keeps shut."""

from collections.abc import Callable
from functools import partial

import pytest

from moeli.crossings.afterwards.selectors import correctable, undoable
from moeli.crossings.afterwards.services import correct_decision, withdraw_decision
from moeli.crossings.identification.services import (
    Voucher,
    begin_identification,
    decide_identified,
    give_word,
    vouch,
)
from moeli.crossings.identification.words import Word
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.selectors import recent_at
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
ANSWERS = {"name": "Thato Drawn", "village": "Ha Invented, Leribe", "chief": "Morena Drawn"}
Identified = Callable[..., Decision]


@pytest.fixture
def first() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS)


@pytest.fixture
def identified(first: Actor) -> Identified:
    def identified(outcome: Outcome, word: Word | None = None) -> Decision:
        row = begin_identification(
            actor=first, place="MSB", desk="Desk 1", direction=Direction.ENTRY, answers=ANSWERS
        )
        if word:
            voucher = Voucher(kind="chief_called", by="5900 0000")
            vouch(actor=first, identification_id=row.id, voucher=voucher)
            second = officer_at("MSB", OFFICER_ACTIONS | {"identification.confirm"})
            give_word(actor=second, identification_id=row.id, word=word)
        return decide_identified(
            actor=first, identification_id=row.id, outcome=outcome, idempotency_key=uuid7()
        )

    return identified


def correct(decision: Decision, outcome: Outcome, ground: str = "") -> None:
    supervisor = officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"})
    partial(correct_decision, actor=supervisor, decision_id=decision.id, motive="Wrong key")(
        outcome=outcome, ground=ground, idempotency_key=uuid7()
    )


def test_undo_is_no_way_round_the_second_officer(identified: Identified, first: Actor) -> None:
    decision = identified(Outcome.REFERRED)
    with refused("undo_of_an_identification"):
        withdraw_decision(actor=first, decision_id=decision.id)
    assert undoable(first, recent_at(first, "MSB", "Desk 1", 8)) is None
    assert Inspection.objects.count() == 1
    assert not Crossing.objects.exists()


@pytest.mark.parametrize("word", [None, Word.NOT_CONFIRMED])
@pytest.mark.parametrize("outcome", [Outcome.ADMITTED, Outcome.DEPARTED])
def test_nor_is_a_correction(identified: Identified, word: Word | None, outcome: Outcome) -> None:
    decision = identified(Outcome.REFERRED, word)
    with refused("correction_not_possible"):
        correct(decision, outcome)
    assert not Crossing.objects.exists()


@pytest.mark.parametrize("word", [None, *Word])
def test_whoever_has_no_document_is_refused_by_no_correction(
    identified: Identified, word: Word | None
) -> None:
    decision = identified(Outcome.REFERRED, word)
    supervisor = officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"})
    assert not {Outcome.REFUSED, Outcome.ENTRY_WITHDRAWN} & set(
        correctable(supervisor, decision.id).possible
    )
    with refused("correction_not_possible"):
        correct(decision, Outcome.REFUSED, "document_expired")


def test_what_was_confirmed_can_be_corrected_within_what_it_opens(identified: Identified) -> None:
    decision = identified(Outcome.ADMITTED, Word.CONFIRMED)
    correct(decision, Outcome.REFERRED)
    assert not Crossing.objects.standing().exists()
    correct(decision, Outcome.ADMITTED)
    assert Crossing.objects.standing().count() == 1
