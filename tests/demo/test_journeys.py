"""Drawn journeys: the same for the same seed, and like those of a border."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from moeli.demo import history
from moeli.demo.habits import habits, peak
from moeli.demo.journeys import Passage
from moeli.demo.tables import table
from moeli.platform import clock
from moeli.ports import directory
from moeli.standards import icao9303

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WINTER = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def month() -> list[Passage]:
    return history.plan(3_000, 7, 30, NOW)


def test_the_same_seed_gives_the_same_days() -> None:
    assert history.plan(50, 7, 30, NOW) == history.plan(50, 7, 30, NOW)
    assert history.plan(50, 7, 30, NOW) != history.plan(50, 8, 30, NOW)


@pytest.mark.parametrize(("count", "days"), [(1, 30), (40, 2), (60, 3), (3_000, 30), (900, 180)])
def test_as_many_cross_as_are_asked_for(count: int, days: int) -> None:
    assert len(history.plan(count, 7, days, NOW)) == count


def test_they_come_in_the_order_of_time_on_the_days_before_today(month: list[Passage]) -> None:
    moments = [each.moment for each in month]
    assert moments == sorted(moments)
    days = {clock.legal_day(each) for each in moments}
    assert max(days) < clock.legal_day(NOW)
    assert len(days) >= 27


def test_every_document_is_a_valid_zone_and_nobody_shares_a_number(month: list[Passage]) -> None:
    people = {each.traveller for each in month}
    read = [icao9303.read(each.zone.split("\n"), clock.legal_day(NOW)) for each in people]
    assert all(document.valid for document in read)
    assert len({document.document_number for document in read}) == len(people)


def test_no_drawn_document_is_a_listed_one(month: list[Passage]) -> None:
    listed = {row["document_number"] for row in table("listed")}
    zones = "".join(each.traveller.zone for each in month)
    assert not [number for number in listed if number in zones]


def test_most_cross_where_most_people_cross(month: list[Passage]) -> None:
    places = Counter(each.place for each in month)
    assert [place for place, _ in places.most_common(2)] == ["MSB", "MPB"]


def test_every_busy_port_is_in_the_directory() -> None:
    assert {row["port"] for row in table("busy")} <= {each.code for each in directory.all_ports()}


def test_whoever_goes_one_way_comes_back_the_other_way(month: list[Passage]) -> None:
    ways = defaultdict(list)
    for each in month:
        if each.outcome.crosses:
            ways[each.traveller].append(each.direction)
    assert len(ways) < len(month) / 2
    turned = [one is not other for way in ways.values() for one, other in pairwise(way)]
    assert sum(turned) > 0.99 * len(turned)  # a refused way back is not drawn again


def test_at_one_desk_one_traveller_is_decided_before_the_next_is_scanned(
    month: list[Passage],
) -> None:
    desks = defaultdict(list)
    for each in month:
        desks[each.place, each.desk].append(each)
    for passages in desks.values():
        assert all(one.decided_at < other.moment for one, other in pairwise(passages))


def test_families_travel_together_with_their_children(month: list[Passage]) -> None:
    parties = defaultdict(list)
    for each in month:
        if each.party:
            parties[each.party].append(each)
    assert len(parties) > 50
    for family in parties.values():
        assert len({(each.place, each.direction, each.outcome) for each in family}) == 1
    assert any(not each.traveller.grown_up for family in parties.values() for each in family)


def test_learners_stay_at_home_at_weekends(month: list[Passage]) -> None:
    alone = [each for each in month if not each.traveller.grown_up and not each.party]
    assert alone
    assert {each.moment.weekday() for each in alone} <= set(range(5))


def test_more_travel_at_the_end_of_the_year() -> None:
    plan = history.plan(4_000, 7, 60, WINTER)
    by_day = Counter(each.moment.date() for each in plan)
    assert by_day[date(2026, 12, 19)] > 1.5 * by_day[date(2026, 11, 28)]
    assert peak(date(2026, 12, 19)) > peak(date(2026, 11, 28)) == 1


def test_each_habit_has_a_share_and_its_hours_in_order() -> None:
    for habit in habits():
        assert habit.share > 0
        assert habit.leaves[0] < habit.leaves[1]
        assert habit.away_hours[0] < habit.away_hours[1]
