"""The dated tables of the desk."""

from datetime import date, timedelta

import pytest

from moeli.crossings import rules
from moeli.crossings.outcomes import Outcome

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def test_an_inspection_may_be_decided_for_thirty_minutes() -> None:
    assert rules.inspection_validity(DAY) == timedelta(minutes=30)


def test_before_the_rule_was_in_force_there_is_none() -> None:
    with pytest.raises(KeyError, match="2018-12-31"):
        rules.inspection_validity(date(2018, 12, 31))


@pytest.mark.parametrize("outcome", [each for each in Outcome if each.needs_ground])
def test_what_needs_a_ground_has_grounds_to_choose_from(outcome: Outcome) -> None:
    assert rules.grounds(outcome, DAY)


@pytest.mark.parametrize("outcome", [each for each in Outcome if not each.needs_ground])
def test_what_needs_no_ground_offers_none(outcome: Outcome) -> None:
    assert rules.grounds(outcome, DAY) == ()


def test_a_ground_appears_on_the_day_it_comes_into_force() -> None:
    before = {row.id for row in rules.grounds(Outcome.DEPARTURE_NOT_PERMITTED, date(2010, 12, 31))}
    after = {row.id for row in rules.grounds(Outcome.DEPARTURE_NOT_PERMITTED, date(2011, 1, 1))}
    assert after - before == {"child_consent"}


def test_each_ground_has_a_label_in_both_languages_and_names_its_source() -> None:
    for outcome in Outcome:
        for row in rules.grounds(outcome, DAY):
            assert row.value["en"]
            assert row.value["st"]
            assert row.source


def test_no_ground_claims_to_be_verified_while_its_text_was_not_read() -> None:
    rows = [row for outcome in Outcome for row in rules.grounds(outcome, DAY)]
    assert [row.id for row in rows if row.verified] == []


def test_the_grounds_that_a_desk_asks_for_are_in_the_table() -> None:
    stops = {row.id for row in rules.grounds(Outcome.DEPARTURE_NOT_PERMITTED, DAY)}
    assert stops == {"warrant", "court_order", "child_consent"}
    refused = {row.id for row in rules.grounds(Outcome.REFUSED, DAY)}
    assert {"no_permit", "stay_used_up", "purpose_not_shown", "false_statement"} <= refused
