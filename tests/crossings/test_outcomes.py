"""Which decisions are open to the officer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.outcomes import Direction, Outcome, offered


def test_a_foreigner_who_arrives_may_be_admitted_referred_or_refused() -> None:
    assert offered(Direction.ENTRY, "ZAF") == (Outcome.ADMITTED, Outcome.REFERRED, Outcome.REFUSED)


def test_a_citizen_who_arrives_is_never_offered_refusal() -> None:
    assert offered(Direction.ENTRY, "LSO") == (Outcome.ADMITTED, Outcome.REFERRED)


def test_whoever_leaves_departs_is_referred_or_is_not_permitted() -> None:
    expected = (Outcome.DEPARTED, Outcome.REFERRED, Outcome.DEPARTURE_NOT_PERMITTED)
    assert offered(Direction.EXIT, "LSO") == offered(Direction.EXIT, "ZAF") == expected


@given(st.sampled_from(Direction), st.one_of(st.none(), st.text(max_size=5)))
def test_somebody_can_always_cross_and_always_be_referred(
    direction: Direction, nationality: str | None
) -> None:
    open_to_her = offered(direction, nationality)
    assert open_to_her[0].crosses
    assert Outcome.REFERRED in open_to_her


@given(st.one_of(st.none(), st.text(max_size=5)))
def test_no_outcome_belongs_to_both_directions_but_referral(nationality: str | None) -> None:
    entry = set(offered(Direction.ENTRY, nationality))
    assert entry & set(offered(Direction.EXIT, nationality)) == {Outcome.REFERRED}


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_stops_a_traveller_needs_a_ground(outcome: Outcome) -> None:
    stops = {Outcome.REFUSED, Outcome.DEPARTURE_NOT_PERMITTED}
    assert outcome.needs_ground == (outcome in stops)
