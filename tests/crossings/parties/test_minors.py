"""Minors of a party: each with an adult and a paper, or they stay."""

from collections.abc import Callable
from uuid import UUID

import pytest

from moeli.crossings.afterwards.services import correct_decision
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.parties import minors
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import Party
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import (
    CHILD_BORN,
    Admit,
    Scan,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Pick = Callable[[UUID], None]


def test_a_minor_with_an_adult_and_a_paper_goes_on(
    scan: Scan, admit: Admit, officer: Actor, party: Party
) -> None:
    adult, young = scan(1), scan(2, CHILD_BORN)
    minors.accompany(
        actor=officer,
        party_id=party.id,
        member_id=young.id,
        adult_id=adult.id,
        consent="consent_letter",
    )
    assert admit().decided == 2


@pytest.mark.parametrize("stays", ["adult", "paper"])
def test_a_minor_stays_while_the_adult_or_the_paper_does(
    scan: Scan, admit: Admit, officer: Actor, party: Party, pick: Pick, stays: str
) -> None:
    adult, young = scan(1), scan(2, CHILD_BORN)
    scan(3)
    consent = "no" if stays == "paper" else "birth_certificate"
    minors.accompany(
        actor=officer, party_id=party.id, member_id=young.id, adult_id=adult.id, consent=consent
    )
    if stays == "adult":
        pick(adult.id)
    assert (young.id, Hold.PAPERS) in admit().held
    assert not Decision.objects.filter(inspection=young.inspection_id).exists()


def test_a_minor_stays_whose_adult_was_admitted_by_mistake(
    scan: Scan, admit: Admit, officer: Actor, party: Party, decide: Callable[..., Decision]
) -> None:
    adult, young = scan(1), scan(2, CHILD_BORN)
    minors.accompany(
        actor=officer,
        party_id=party.id,
        member_id=young.id,
        adult_id=adult.id,
        consent="consent_letter",
    )
    correct_decision(
        actor=officer_at("MSB", OFFICER_ACTIONS | {"decision.correct"}),
        decision_id=decide(adult.inspection_id, Outcome.ADMITTED).id,
        outcome=Outcome.REFERRED,
        motive="Wrong key",
        idempotency_key=uuid7(),
    )
    assert admit().held == ((young.id, Hold.PAPERS),)
    assert not Decision.objects.filter(inspection=young.inspection_id).exists()


@pytest.mark.parametrize("wrong", ["herself", "a minor", "nobody", "a stranger", "picked out"])
def test_only_an_adult_of_the_party_goes_with_a_minor(
    scan: Scan, officer: Actor, party: Party, pick: Pick, wrong: str
) -> None:
    young, other, apart = scan(1, CHILD_BORN), scan(2, CHILD_BORN), scan(3)
    pick(apart.id)
    adult = {"herself": young.id, "a minor": other.id, "picked out": apart.id}.get(wrong)
    with refused("party_not_adult"):
        minors.accompany(
            actor=officer,
            party_id=party.id,
            member_id=young.id,
            adult_id=uuid7() if wrong == "a stranger" else adult,
            consent="consent_letter",
        )


def test_a_paper_that_no_table_knows_is_refused(scan: Scan, officer: Actor, party: Party) -> None:
    adult, young = scan(1), scan(2, CHILD_BORN)
    with refused("bad_consent"):
        minors.accompany(
            actor=officer,
            party_id=party.id,
            member_id=young.id,
            adult_id=adult.id,
            consent="her word",
        )
