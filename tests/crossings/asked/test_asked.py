"""What a traveller answers is sealed, and that she fears to return stays said."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.asked.models import Asked
from moeli.crossings.asked.sealing import BLOCK, Answers, read, written
from moeli.crossings.asked.selectors import asked_of, opened_answers
from moeli.crossings.asked.services import ask_traveller
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.sealing import SCOPE
from moeli.crossings.selectors import inspection_view
from moeli.crossings.travellers import TravellerClass
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.keyring.services import shred
from tests.crossings import replaying
from tests.crossings.conftest import CITIZEN, NOW, officer_at
from tests.refusals import refused

Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
FEARS = Answers(protection=True)
VISITOR = TravellerClass.VISITOR
in_database = [pytest.mark.django_db, pytest.mark.both_engines]
pytestmark = in_database


def answers_on(inspection: Inspection) -> Answers:
    return opened_answers(asked_of(inspection), inspection.id)


def test_answers_are_sealed_and_the_latest_hold(open_: Open, officer: Actor) -> None:
    inspection = open_()
    for purpose in ("trade", "a visit"):
        fields = {"purpose": f" {purpose} ", "telephone": "", "address": "Ha Thetsane"}
        answers = Answers(traveller=VISITOR, fields=fields)
        made = ask_traveller(actor=officer, inspection_id=inspection.id, answers=answers)
    assert b"Thetsane" not in bytes(made.answers)
    kept = answers_on(inspection)
    assert kept.traveller is VISITOR
    assert kept.fields == {"purpose": "a visit", "address": "Ha Thetsane"}
    assert Asked.objects.count() == 1


def test_a_document_is_inspected_also_when_the_month_of_earlier_answers_was_erased(
    open_: Open, officer: Actor
) -> None:
    made = ask_traveller(actor=officer, inspection_id=open_().id, answers=FEARS)
    with clock.standing_still(NOW + timedelta(days=40)):
        later = open_()
        shred(subject=made.key_subject, scope=SCOPE)
        assert Outcome.REFUSED in inspection_view(officer, later.id).offered
        ask_traveller(actor=officer, inspection_id=later.id, answers=FEARS)
        assert Outcome.REFUSED not in inspection_view(officer, later.id).offered


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (Answers(traveller=TravellerClass.MINER, fields={"purpose": "work"}), "not_asked"),
        (Answers(fields={"religion": "none"}), "not_asked"),
        (Answers(fields={"consent": "love_letter"}), "not_asked"),
        (Answers(fields={"purpose": "x" * 121}), "answer_too_long"),
    ],
)
def test_what_is_not_asked_is_not_kept(
    open_: Open, officer: Actor, answers: Answers, code: str
) -> None:
    with refused(code):
        ask_traveller(actor=officer, inspection_id=open_().id, answers=answers)
    assert not Asked.objects.exists()


def test_only_in_an_open_inspection_at_her_own_port(open_: Open, officer: Actor) -> None:
    inspection = open_()
    with refused("absent"):
        ask_traveller(actor=officer_at("CAL"), inspection_id=inspection.id, answers=FEARS)
    with clock.standing_still(NOW + timedelta(minutes=31)), refused("stale"):
        ask_traveller(actor=officer, inspection_id=inspection.id, answers=FEARS)


def test_who_fears_to_return_is_referred_and_never_simply_refused(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspection = open_()
    assert Outcome.REFUSED in inspection_view(officer, inspection.id).offered
    ask_traveller(actor=officer, inspection_id=inspection.id, answers=FEARS)
    seen = inspection_view(officer, inspection.id)
    assert seen.offered[:2] == (Outcome.ADMITTED, Outcome.REFERRED)
    assert not any(each.shuts_out for each in seen.offered)
    assert seen.standing is not None
    assert seen.standing.protection
    with refused("not_offered"):
        decide(inspection.id, Outcome.REFUSED, ground="no_permit")
    assert decide(inspection.id, Outcome.REFERRED).outcome == "referred"


def test_neither_another_answer_nor_another_scan_takes_it_back(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspection = open_()
    ask_traveller(actor=officer, inspection_id=inspection.id, answers=FEARS)
    ask_traveller(actor=officer, inspection_id=inspection.id, answers=Answers(traveller=VISITOR))
    assert answers_on(inspection).protection
    again = open_()
    assert Outcome.REFUSED not in inspection_view(officer, again.id).offered
    with refused("not_offered"):
        decide(again.id, Outcome.REFUSED, ground="no_permit")
    assert answers_on(again).traveller is None  # what else was said was said then
    assert not answers_on(open_(zone=CITIZEN)).protection


def test_the_journal_alone_tells_it_again_and_twice_is_once(open_: Open, officer: Actor) -> None:
    inspection = open_()
    for minute in (1, 2):
        with clock.standing_still(NOW + timedelta(minutes=minute)):
            answers = Answers(traveller=VISITOR, fields={"purpose": f"reason {minute}"})
            ask_traveller(actor=officer, inspection_id=inspection.id, answers=answers)
    before = replaying.rows(Asked, "answers")
    Asked.objects.all().delete()
    replaying.again(replaying.told("traveller.asked"))
    assert replaying.rows(Asked, "answers") == before
    assert answers_on(inspection).fields == {"purpose": "reason 2"}


@given(
    st.sampled_from(["", *TravellerClass]),
    st.booleans(),
    st.dictionaries(st.text(max_size=9), st.text(max_size=120), max_size=6),
)
def test_the_envelope_is_whole_blocks_and_gives_back_what_was_put_in(
    traveller: str, protection: bool, fields: dict[str, str]
) -> None:
    body = {"traveller": traveller, "protection": protection, "fields": fields, "inspection": "x"}
    text = written(body)
    assert len(text) % BLOCK == 0
    kept = read(text)
    assert (kept.traveller or "", kept.protection, kept.fields) == (traveller, protection, fields)
