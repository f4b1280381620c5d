"""Which decisions are open to the officer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.outcomes import Direction, Outcome, corrected_to, offered

NATIONALITIES = st.one_of(st.none(), st.just("LSO"), st.text(max_size=5))
HANDED = {Outcome.HANDED_TO_POLICE, Outcome.HANDED_TO_PORT_HEALTH}
RECEIVED = {Outcome.RECEIVED_DEPORTEE, Outcome.RECEIVED_CARRIER_RETURN}


def test_a_foreigner_who_arrives_is_usually_admitted_referred_or_refused() -> None:
    usual = tuple(each for each in offered(Direction.ENTRY, "ZAF") if each.usual)
    assert usual == (Outcome.ADMITTED, Outcome.REFERRED, Outcome.REFUSED)


def test_a_citizen_who_arrives_is_never_offered_refusal_under_any_name() -> None:
    open_ = offered(Direction.ENTRY, "LSO")
    assert open_[:2] == (Outcome.ADMITTED, Outcome.REFERRED)
    assert not {Outcome.REFUSED, Outcome.ENTRY_WITHDRAWN} & set(open_)


def test_whoever_leaves_usually_departs_is_referred_or_is_not_permitted() -> None:
    expected = (Outcome.DEPARTED, Outcome.REFERRED, Outcome.DEPARTURE_NOT_PERMITTED)
    for nationality in ("LSO", "ZAF"):
        open_ = offered(Direction.EXIT, nationality)
        assert tuple(each for each in open_ if each.usual) == expected


def test_who_is_brought_back_is_received_on_the_way_in_citizen_or_not() -> None:
    for nationality in ("LSO", "ZAF"):
        assert set(offered(Direction.ENTRY, nationality)) >= RECEIVED
        assert not RECEIVED & set(offered(Direction.EXIT, nationality))
    assert {each.crosses_to for each in RECEIVED} == {Direction.ENTRY}


@given(st.sampled_from(Direction), NATIONALITIES, st.booleans())
def test_somebody_can_always_cross_and_always_be_referred(
    direction: Direction, nationality: str | None, left: bool
) -> None:
    open_to_her = offered(direction, nationality, left_before=left)
    assert open_to_her[0].crosses_to is direction
    assert open_to_her[1] is Outcome.REFERRED
    assert (Outcome.TURNED_BACK in open_to_her) == left
    assert len(set(open_to_her)) == len(open_to_her)


@given(NATIONALITIES)
def test_no_outcome_belongs_to_both_directions_but_referral_and_handing_over(
    nationality: str | None,
) -> None:
    entry = set(offered(Direction.ENTRY, nationality))
    assert entry & set(offered(Direction.EXIT, nationality)) == {Outcome.REFERRED} | HANDED


@given(st.sampled_from(Direction), NATIONALITIES)
def test_a_correction_may_turn_the_direction_but_refuses_no_citizen(
    direction: Direction, nationality: str | None
) -> None:
    possible = corrected_to(direction, nationality)
    assert {Outcome.ADMITTED, Outcome.DEPARTED} <= set(possible)
    assert Outcome.TURNED_BACK not in possible
    assert (Outcome.REFUSED in possible) == (nationality != "LSO")


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_stops_or_undoes_needs_a_ground(outcome: Outcome) -> None:
    asked = {Outcome.REFUSED, Outcome.DEPARTURE_NOT_PERMITTED, Outcome.TURNED_BACK}
    assert outcome.needs_ground == (outcome in asked)


@given(st.one_of(st.none(), st.text(max_size=5)))
def test_who_fears_to_return_is_never_simply_refused(nationality: str | None) -> None:
    open_to_her = offered(Direction.ENTRY, nationality, protection=True)
    assert not any(each.shuts_out for each in open_to_her)
    assert {Outcome.ADMITTED, Outcome.REFERRED} <= set(open_to_her)


@pytest.mark.parametrize("outcome", Outcome)
def test_who_crosses_crosses_one_way(outcome: Outcome) -> None:
    assert outcome.crosses == (outcome.crosses_to is not None)
