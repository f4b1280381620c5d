"""Both parents stand there: their presence is the consent, as long as both are in the party."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from moeli.crossings.parties import minors
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import Party, PartyMember
from moeli.platform.access.actor import Actor
from tests.crossings import replaying
from tests.crossings.parties.conftest import CHILD_BORN, Admit, Look, Scan
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Say = Callable[..., int]
Pick = Callable[[UUID], None]


@pytest.fixture
def say(officer: Actor, party: Party) -> Say:
    def say(
        young: PartyMember,
        adult: PartyMember,
        other: PartyMember | None,
        consent: str = "parents_present",
    ) -> int:
        said = minors.Companion(young.id, adult.id, consent, other.id if other else None)
        return minors.accompany_all(actor=officer, party_id=party.id, companions=(said,))

    return say


def test_with_both_in_the_party_no_paper_is_asked_for(scan: Scan, say: Say, admit: Admit) -> None:
    mother, father, young = scan(1), scan(2), scan(3, CHILD_BORN)
    assert say(young, mother, father) == 1
    assert say(young, mother, father) == 0  # in the same words: no entry again
    assert admit().decided == 3


def test_a_lone_adult_is_not_both_parents(scan: Scan, say: Say, look: Look) -> None:
    mother, young = scan(1), scan(2, CHILD_BORN)
    for other in (None, mother):
        with refused("party_one_parent"):
            say(young, mother, other)
    assert [each.held for each in look().members] == [None, Hold.PAPERS]


def test_a_second_parent_belongs_to_no_other_paper(scan: Scan, say: Say) -> None:
    mother, father, young = scan(1), scan(2), scan(3, CHILD_BORN)
    with refused("party_one_parent"):
        say(young, mother, father, "consent_letter")


@pytest.mark.parametrize("who", ["minor", "sister", "picked out"])
def test_the_other_parent_is_an_adult_who_goes_on(
    scan: Scan, say: Say, pick: Pick, who: str
) -> None:
    mother, young, sister, aunt = scan(1), scan(2, CHILD_BORN), scan(3, CHILD_BORN), scan(4)
    pick(aunt.id)
    other = {"minor": young, "sister": sister, "picked out": aunt}[who]
    with refused("party_not_adult"):
        say(young, mother, other)


@pytest.mark.parametrize("stays", [0, 1])
def test_when_either_parent_stays_the_child_stays(
    scan: Scan, say: Say, pick: Pick, admit: Admit, stays: int
) -> None:
    parents, young = (scan(1), scan(2)), scan(3, CHILD_BORN)
    say(young, *parents)
    pick(parents[stays].id)
    done = admit()
    assert (done.decided, dict(done.held)[young.id]) == (1, Hold.PAPERS)


def test_said_otherwise_afterwards_one_paper_takes_the_place_of_both(
    scan: Scan, say: Say, pick: Pick, admit: Admit
) -> None:
    mother, father, young = scan(1), scan(2), scan(3, CHILD_BORN)
    say(young, mother, father)
    pick(father.id)
    assert say(young, mother, None, "consent_letter") == 1
    assert admit().decided == 2


def test_the_journal_tells_it_again_and_an_older_entry_names_nobody_besides(
    scan: Scan, say: Say, look: Look
) -> None:
    mother, father, young = scan(1), scan(2), scan(3, CHILD_BORN)
    say(young, mother, father)
    (told,) = replaying.told("party.minor_accompanied")
    PartyMember.objects.update(adult=None, other_parent=None, consent="")
    replaying.again([told])
    young.refresh_from_db()
    assert (young.adult, young.other_parent) == (mother, father)
    body = {name: value for name, value in told.body.items() if name != "other"}
    replaying.again([replace(told, body=body)])
    young.refresh_from_db()
    assert (young.adult, young.other_parent) == (mother, None)
    assert [each.held for each in look().members] == [None, None, Hold.PAPERS]
