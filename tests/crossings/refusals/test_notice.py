"""Who is refused gets it in writing, in two languages, and may ask that somebody else looks."""

import time
from collections.abc import Callable

import pytest

from moeli.crossings.afterwards.services import correct_decision, withdraw_decision
from moeli.crossings.asked.sealing import Answers
from moeli.crossings.asked.services import ask_traveller
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.refusals import services
from moeli.crossings.refusals.models import RefusalNotice, RefusalReview
from moeli.crossings.refusals.selectors import kept_notice, refusal, reviews_waiting
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import models as blob_models
from moeli.platform.blobs import store
from moeli.platform.blobs.services import opened
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = pytest.mark.django_db
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
SECONDS = 1.0


@pytest.fixture
def supervisor() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"decision.correct", "refusal.review"})


@pytest.fixture
def no(open_: Open, decide: Decide) -> Decision:
    return decide(open_().id, Outcome.REFUSED, ground="document_expired")


def pdf_of(actor: Actor, decision: Decision) -> bytes:
    kept = kept_notice(actor, decision.id)
    with opened(actor=actor, blob_id=kept.blob, subject=kept.subject, purpose="print") as file:
        assert (file.media_type, file.kept_as) == ("application/pdf", "refusal_notice")
        return file.read()


def test_the_notice_is_a_sealed_pdf_written_within_a_second(no: Decision, officer: Actor) -> None:
    services.write_notice(actor=officer, decision_id=no.id)  # the first reads the fonts
    RefusalNotice.objects.all().delete()
    began = time.perf_counter()
    services.write_notice(actor=officer, decision_id=no.id)
    assert time.perf_counter() - began < SECONDS
    pdf = pdf_of(officer, no)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf  # a reader for the blind can read it
    assert b"OpenSans" in pdf


def test_it_lies_on_the_disk_as_ciphertext_alone(no: Decision, officer: Actor) -> None:
    services.write_notice(actor=officer, decision_id=no.id)
    row = blob_models.Blob.objects.get()
    with store.read(row.address) as file:
        stored = file.read()
    assert b"%PDF" not in stored
    assert b"ERIKSSON" not in stored


def test_written_twice_it_is_one_notice(no: Decision, officer: Actor) -> None:
    first = services.write_notice(actor=officer, decision_id=no.id)
    assert services.write_notice(actor=officer, decision_id=no.id) == first
    assert Entry.objects.filter(verb="refusal.notice_written").count() == 1


def test_reading_the_document_for_it_is_in_the_journal(no: Decision, officer: Actor) -> None:
    before = Entry.objects.filter(verb="record.read").count()
    services.write_notice(actor=officer, decision_id=no.id)
    assert Entry.objects.filter(verb="record.read").count() == before + 1


def test_a_written_notice_ends_the_time_to_undo(no: Decision, officer: Actor) -> None:
    services.write_notice(actor=officer, decision_id=no.id)
    with refused("undo_followed"):
        withdraw_decision(actor=officer, decision_id=no.id)


def test_there_is_no_notice_of_what_is_no_refusal(
    open_: Open, decide: Decide, no: Decision, officer: Actor, supervisor: Actor
) -> None:
    with refused("not_refused"):
        services.write_notice(actor=officer, decision_id=decide(open_().id).id)
    correct_decision(
        actor=supervisor,
        decision_id=no.id,
        outcome=Outcome.ADMITTED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    with refused("not_refused"):
        services.write_notice(actor=officer, decision_id=no.id)


def test_a_refusal_by_correction_has_the_ground_of_the_correction(
    open_: Open, decide: Decide, officer: Actor, supervisor: Actor
) -> None:
    decision = decide(open_().id)
    correct_decision(
        actor=supervisor,
        decision_id=decision.id,
        outcome=Outcome.REFUSED,
        ground="no_permit",
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    services.write_notice(actor=officer, decision_id=decision.id)
    assert pdf_of(officer, decision).startswith(b"%PDF-")


def test_strangers_find_neither_refusal_nor_notice(no: Decision, officer: Actor) -> None:
    services.write_notice(actor=officer, decision_id=no.id)
    for stranger in (officer_at("MPB"), officer_at("MSB", frozenset({"inspection.open"}))):
        for ask in (refusal, kept_notice):
            with refused("absent"):
                ask(stranger, no.id)
        with refused("absent"):
            services.write_notice(actor=stranger, decision_id=no.id)


def test_a_review_is_asked_once_and_decided_once_by_another(
    no: Decision, officer: Actor, supervisor: Actor
) -> None:
    with refused("review_not_asked"):
        services.decide_review(
            actor=supervisor, decision_id=no.id, result="upheld", motive="Looked again"
        )
    first = services.ask_review(actor=officer, decision_id=no.id)
    assert services.ask_review(actor=officer, decision_id=no.id) == first
    assert reviews_waiting(supervisor, "MSB") == (no.id,)
    services.decide_review(
        actor=supervisor, decision_id=no.id, result="set_aside", motive="The visa is valid"
    )
    assert reviews_waiting(supervisor, "MSB") == ()
    assert RefusalReview.objects.get().result == "set_aside"
    with refused("refusal_reviewed"):
        services.decide_review(actor=supervisor, decision_id=no.id, result="upheld", motive="No")


def test_who_refused_does_not_review(open_: Open, decide: Decide, supervisor: Actor) -> None:
    inspection = open_(actor=supervisor)
    decision = decide(inspection.id, Outcome.REFUSED, ground="document_expired", actor=supervisor)
    services.ask_review(actor=supervisor, decision_id=decision.id)
    with refused("review_same_officer"):
        services.decide_review(
            actor=supervisor, decision_id=decision.id, result="upheld", motive="Mine"
        )
    assert refusal(supervisor, decision.id).may_review is False


def test_nor_does_who_refused_by_correcting(
    open_: Open, decide: Decide, officer: Actor, supervisor: Actor
) -> None:
    decision = decide(open_().id)
    correct_decision(
        actor=supervisor,
        decision_id=decision.id,
        outcome=Outcome.REFUSED,
        ground="no_permit",
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    services.ask_review(actor=officer, decision_id=decision.id)
    with refused("review_same_officer"):
        services.decide_review(
            actor=supervisor, decision_id=decision.id, result="upheld", motive="Mine"
        )
    assert refusal(supervisor, decision.id).may_review is False


def test_no_refusal_is_upheld_of_who_said_since_that_she_fears_to_return(
    open_: Open, no: Decision, officer: Actor, supervisor: Actor
) -> None:
    services.ask_review(actor=officer, decision_id=no.id)
    answers = Answers(protection=True)
    ask_traveller(actor=officer, inspection_id=open_().id, answers=answers)
    with refused("review_protection"):
        services.decide_review(
            actor=supervisor, decision_id=no.id, result="upheld", motive="No visa"
        )
    services.decide_review(
        actor=supervisor, decision_id=no.id, result="set_aside", motive="To be referred"
    )
    assert RefusalReview.objects.get().result == "set_aside"


@pytest.mark.parametrize(
    ("result", "motive", "code"),
    [("perhaps", "Because", "review_result"), ("upheld", "  ", "review_motive")],
)
def test_a_review_has_a_result_and_a_reason(
    no: Decision, officer: Actor, supervisor: Actor, result: str, motive: str, code: str
) -> None:
    services.ask_review(actor=officer, decision_id=no.id)
    with refused(code):
        services.decide_review(actor=supervisor, decision_id=no.id, result=result, motive=motive)


def test_what_the_reviewer_sees_has_no_name(no: Decision, supervisor: Actor) -> None:
    assert "ERIKSSON" not in str(refusal(supervisor, no.id))
