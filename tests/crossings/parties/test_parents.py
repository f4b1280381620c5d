"""That both parents are here is taken back: of their children nothing is said any more."""

from collections.abc import Callable

import pytest

from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.parties import minors
from moeli.crossings.parties.holds import Hold
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.parents import take_back_presence
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.crossings import replaying
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at
from tests.crossings.parties.conftest import CHILD_BORN, Admit, Begin, Look, Scan
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SAID = ("party.minor_accompanied", "party.presence_taken_back")


@pytest.fixture
def family(scan: Scan, officer: Actor, party: Party) -> list[PartyMember]:
    """Two parents who are here, their two children, and one who goes with a paper."""
    first, second, *young = [scan(1), scan(2), *(scan(n, CHILD_BORN) for n in (3, 4, 5))]
    both = [minors.Companion(each.id, first.id, "parents_present", second.id) for each in young[:2]]
    paper = minors.Companion(young[2].id, first.id, "court_order")
    minors.accompany_all(actor=officer, party_id=party.id, companions=[*both, paper])
    return [first, second, *young]


@pytest.fixture
def take_back(officer: Actor, party: Party) -> Callable[..., None]:
    def take_back(adult: PartyMember, other: PartyMember, **other_than: object) -> None:
        asked = {"actor": officer, "party_id": party.id} | other_than
        take_back_presence(adult_id=adult.id, other_id=other.id, **asked)  # type: ignore[arg-type]  # as given

    return take_back


def test_nothing_is_said_of_their_children_and_the_others_keep_theirs(
    family: list[PartyMember], take_back: Callable[..., None], look: Look
) -> None:
    mother, father, *_young, last = family
    assert [(each.numbers, each.names) for each in look().parents] == [((1, 2), (3, 4))]
    for _press in range(2):
        take_back(mother, father)
    (entry,) = Entry.objects.filter(verb="party.presence_taken_back")
    assert entry.subject == str(mother.party_id)
    rows = PartyMember.objects.order_by("position").values_list("adult", "other_parent", "consent")
    assert list(rows[2:]) == [(None, None, "")] * 2 + [(mother.id, None, "court_order")]
    assert [each.held for each in look().members[2:]] == [Hold.PAPERS, Hold.PAPERS, None]
    assert look().parents == ()
    last.refresh_from_db()
    assert last.paper


def test_who_was_decided_keeps_what_was_said(
    family: list[PartyMember],
    take_back: Callable[..., None],
    decide: Callable[..., Decision],
) -> None:
    mother, father, first, second, _last = family
    decide(first.inspection_id, Outcome.ADMITTED)
    take_back(mother, father)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.consent, second.consent) == ("parents_present", "")


def test_after_the_decision_nothing_is_taken_back(
    family: list[PartyMember], take_back: Callable[..., None], admit: Admit, look: Look
) -> None:
    admit()
    with refused("party_closed"):
        take_back(*family[:2])
    assert look().parents == ()


def test_nobody_takes_it_back_of_another_party_or_of_another_post(
    family: list[PartyMember], take_back: Callable[..., None], begin: Begin
) -> None:
    mother, father, *_young = family
    stranger = officer_at("CAL", OFFICER_ACTIONS)
    for wrong in ({"party_id": begin().id}, {"actor": stranger}, {"party_id": uuid7()}):
        with refused("absent"):
            take_back(mother, father, **wrong)
    with refused("absent"):
        take_back(mother, PartyMember(id=uuid7()))
    assert PartyMember.objects.filter(consent="parents_present").count() == 2


def test_the_journal_tells_it_again_and_twice_is_once(
    family: list[PartyMember], take_back: Callable[..., None]
) -> None:
    take_back(*family[:2])
    before, told = rows(), replaying.told(*SAID)
    PartyMember.objects.update(adult=None, other_parent=None, consent="")
    for _time in range(2):
        replaying.again(told)
        assert rows() == before


def rows() -> list[object]:
    return list(PartyMember.objects.order_by("id").values("id", "adult", "other_parent", "consent"))
