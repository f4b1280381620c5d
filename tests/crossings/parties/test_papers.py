"""One paper may name several minors: each has a record of their own, linked with what was seen."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.parties import minors, papers, services
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import ConsentPaper, Party, PartyMember
from moeli.crossings.parties.papers import SeenPaper
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.crossings import replaying
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import CHILD_BORN, Admit, Begin, Look, Scan, zone
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Name = Callable[..., int]
TODAY = clock.legal_day(NOW)


@pytest.fixture
def family(scan: Scan) -> list[PartyMember]:
    """A parent and four who need one."""
    return [scan(1), *(scan(number, CHILD_BORN) for number in (2, 3, 4, 5))]


@pytest.fixture
def name(officer: Actor, party: Party) -> Name:
    """One paper names these, all of whom go with the first of the family."""

    def name(
        adult: PartyMember,
        *named: PartyMember,
        paper: SeenPaper | None = None,
        consent: str = "consent_letter",
    ) -> int:
        one = paper or SeenPaper()
        said = [minors.Companion(each.id, adult.id, consent, paper=one) for each in named]
        return minors.accompany_all(actor=officer, party_id=party.id, companions=said)

    return name


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def linked(*members: PartyMember) -> set[UUID | None]:
    return {PartyMember.objects.get(id=each.id).paper_id for each in members}


def test_each_whom_it_names_is_linked_with_what_was_seen_and_goes_on(
    family: list[PartyMember], name: Name, admit: Admit, officer: Actor
) -> None:
    parent, *young = family
    signed = SeenPaper(giver="parent", signed_on=TODAY - timedelta(days=9), valid_to=TODAY)
    assert name(parent, *young, paper=signed) == 4
    seen = ConsentPaper.objects.get()
    assert (seen.kind, seen.giver, seen.signed_on, seen.valid_to, seen.seen_by, seen.seen_at) == (
        "consent_letter",
        "parent",
        TODAY - timedelta(days=9),
        TODAY,
        officer.id,
        NOW,
    )
    assert set(seen.named.all()) == set(young)
    assert {(each.adult_id, each.consent) for each in seen.named.all()} == {
        (parent.id, "consent_letter")
    }
    assert (entries("party.paper_seen"), entries("party.minor_accompanied")) == (1, 4)
    assert admit().decided == 5


def test_of_whom_it_does_not_name_nothing_is_said(
    family: list[PartyMember], name: Name, look: Look
) -> None:
    parent, *young = family
    name(parent, *young[:3])
    left = PartyMember.objects.get(id=young[3].id)
    assert (left.adult, left.consent, left.paper) == (None, "", None)
    assert [each.held for each in look().members] == [None, None, None, None, Hold.PAPERS]
    assert [each.names for each in look().papers] == [(2, 3, 4)]


def test_who_has_a_paper_of_their_own_shares_none(
    family: list[PartyMember], officer: Actor, party: Party, look: Look
) -> None:
    parent, *young = family
    said = [minors.Companion(each.id, parent.id, "consent_letter") for each in young]
    assert minors.accompany_all(actor=officer, party_id=party.id, companions=said) == 4
    assert ConsentPaper.objects.count() == len(linked(*young)) == 4
    assert [each.names for each in look().papers] == [(2,), (3,), (4,), (5,)]


def test_with_parents_who_stand_there_and_without_any_paper_none_was_seen(
    scan: Scan, officer: Actor, party: Party
) -> None:
    mother, father, young, other = scan(1), scan(2), scan(3, CHILD_BORN), scan(4, CHILD_BORN)
    said = [
        minors.Companion(young.id, mother.id, "parents_present", father.id),
        minors.Companion(other.id, mother.id, "no"),
    ]
    assert minors.accompany_all(actor=officer, party_id=party.id, companions=said) == 2
    assert not ConsentPaper.objects.exists()


def test_said_twice_in_the_same_words_it_is_said_once(
    family: list[PartyMember], name: Name
) -> None:
    parent, *young = family
    assert [name(parent, *young), name(parent, *young)] == [4, 0]
    assert ConsentPaper.objects.count() == 1


def test_said_again_of_one_by_herself_she_stays_named_with_the_others(
    family: list[PartyMember], name: Name, officer: Actor, party: Party
) -> None:
    parent, *young = family
    name(parent, *young)
    again = minors.Companion(young[0].id, parent.id, "consent_letter")
    assert minors.accompany_all(actor=officer, party_id=party.id, companions=(again,)) == 0
    assert len(linked(*young)) == 1


@pytest.mark.parametrize(
    ("named", "paper"),
    [(3, SeenPaper()), (4, SeenPaper(giver="guardian")), (4, SeenPaper(valid_to=TODAY))],
    ids=["fewer", "another giver", "another last day"],
)
def test_another_paper_takes_the_place_of_the_first_for_everybody_whom_it_names(
    family: list[PartyMember], name: Name, named: int, paper: SeenPaper
) -> None:
    parent, *young = family
    name(parent, *young)
    (first,) = linked(*young)
    assert name(parent, *young[:named], paper=paper) == named
    assert linked(*young[:named]) == {paper.id}
    assert linked(*young[named:]) <= {first}


def test_one_more_whom_it_names_as_well_draws_all_of_them_to_the_paper_seen_last(
    family: list[PartyMember], name: Name
) -> None:
    parent, *young = family
    name(parent, *young[:3])
    assert name(parent, *young) == 4
    assert len(linked(*young)) == 1


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (SeenPaper(valid_to=TODAY - timedelta(days=1)), "party_paper_over"),
        (SeenPaper(signed_on=TODAY + timedelta(days=1)), "party_paper_dates"),
        (SeenPaper(signed_on=TODAY, valid_to=TODAY - timedelta(days=1)), "party_paper_dates"),
        (SeenPaper(giver="her neighbour"), "party_bad_giver"),
    ],
)
def test_a_paper_that_cannot_hold_names_nobody(
    family: list[PartyMember], name: Name, paper: SeenPaper, code: str
) -> None:
    with refused(code):
        name(family[0], *family[1:], paper=paper)
    assert linked(*family) == {None}
    assert not ConsentPaper.objects.exists()


def test_a_paper_whose_last_day_is_over_before_the_key_holds_no_longer(
    scan: Scan, name: Name, look: Look
) -> None:
    parent, young = scan(1), scan(2, CHILD_BORN)
    name(parent, young, paper=SeenPaper(valid_to=TODAY))
    ConsentPaper.objects.update(valid_to=TODAY - timedelta(days=1))
    assert [each.held for each in look().members] == [None, Hold.PAPERS]


def test_nobody_of_another_party_is_named_and_then_nobody_is(
    family: list[PartyMember], name: Name, begin: Begin, officer: Actor
) -> None:
    other = services.scan_into_party(actor=officer, party_id=begin().id, zone=zone(9, CHILD_BORN))
    with refused("absent"):
        name(family[0], *family[1:], other)
    assert linked(*family, other) == {None}


def test_one_paper_is_of_one_kind(family: list[PartyMember], officer: Actor, party: Party) -> None:
    parent, first, second, *_rest = family
    one = SeenPaper()
    said = [
        minors.Companion(first.id, parent.id, "consent_letter", paper=one),
        minors.Companion(second.id, parent.id, "court_order", paper=one),
    ]
    with refused("bad_consent"):
        minors.accompany_all(actor=officer, party_id=party.id, companions=said)


@pytest.mark.parametrize("consent", ["no", "parents_present"])
def test_what_is_no_paper_names_nobody(
    scan: Scan, officer: Actor, party: Party, consent: str
) -> None:
    mother, father, young = scan(1), scan(2), scan(3, CHILD_BORN)
    other = father.id if consent == "parents_present" else None
    said = minors.Companion(young.id, mother.id, consent, other, SeenPaper())
    with refused("bad_consent"):
        minors.accompany_all(actor=officer, party_id=party.id, companions=(said,))


def test_taken_back_it_says_nothing_of_anybody_any_more_and_the_others_keep_theirs(
    family: list[PartyMember], name: Name, officer: Actor, party: Party, look: Look
) -> None:
    parent, *young = family
    name(parent, *young[:3])
    name(parent, young[3], consent="court_order")
    first, second = look().papers
    for _press in range(2):
        papers.take_back(actor=officer, party_id=party.id, paper_id=first.id)
    assert entries("party.paper_taken_back") == 1
    rows = PartyMember.objects.order_by("position").values_list("adult", "consent", "paper")
    assert list(rows[1:4]) == [(None, "", None)] * 3
    assert rows[4] == (parent.id, "court_order", second.id)
    assert [each.id for each in look().papers] == [second.id]
    assert ConsentPaper.objects.get(id=first.id).taken_back_at == NOW
    assert name(parent, *young[:3]) == 3


def test_who_was_decided_by_it_keeps_it(
    family: list[PartyMember],
    name: Name,
    officer: Actor,
    party: Party,
    look: Look,
    decide: Callable[..., Decision],
) -> None:
    parent, first, second, *_rest = family
    name(parent, first, second)
    (paper,) = look().papers
    decide(first.inspection_id, Outcome.ADMITTED)
    papers.take_back(actor=officer, party_id=party.id, paper_id=paper.id)
    assert linked(first) == {paper.id}
    assert linked(second) == {None}


def test_after_the_decision_nothing_is_taken_back(
    family: list[PartyMember], name: Name, officer: Actor, party: Party, look: Look, admit: Admit
) -> None:
    name(*family)
    (paper,) = look().papers
    admit()
    with refused("party_closed"):
        papers.take_back(actor=officer, party_id=party.id, paper_id=paper.id)
    assert look().papers == ()


def test_nobody_takes_back_a_paper_of_another_party_or_of_another_post(
    family: list[PartyMember], name: Name, begin: Begin, officer: Actor, party: Party, look: Look
) -> None:
    name(*family)
    (paper,) = look().papers
    stranger = officer_at("CAL", OFFICER_ACTIONS)
    for actor, where in ((officer, begin().id), (stranger, party.id), (officer, uuid7())):
        with refused("absent"):
            papers.take_back(actor=actor, party_id=where, paper_id=paper.id)
    assert len(linked(*family[1:])) == 1


def test_the_journal_tells_it_again_and_twice_is_once(
    family: list[PartyMember], name: Name, officer: Actor, party: Party, look: Look
) -> None:
    parent, *young = family
    name(parent, *young[:2], paper=SeenPaper(giver="court", signed_on=date(2026, 1, 5)))
    name(parent, *young[2:])
    papers.take_back(actor=officer, party_id=party.id, paper_id=look().papers[1].id)
    verbs = ("party.paper_seen", "party.minor_accompanied", "party.paper_taken_back")
    before, told = rows(), replaying.told(*verbs)
    PartyMember.objects.update(adult=None, consent="", paper=None)
    ConsentPaper.objects.all().delete()
    replaying.again(told)
    assert rows() == before
    replaying.again(told)
    assert rows() == before


def rows() -> list[object]:
    members = PartyMember.objects.order_by("id").values("id", "adult", "consent", "paper")
    return [list(ConsentPaper.objects.order_by("id").values()), list(members)]
