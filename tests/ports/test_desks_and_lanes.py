"""Layout, planned desks and lanes: one answer for each port at each hour, none of them invented."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform.clock import MASERU
from moeli.ports import desks, directory, lanes
from moeli.ports.desks import Layout

DAY = date(2026, 11, 25)
CODES = [port.code for port in directory.all_ports()]
minutes = st.integers(0, 24 * 60 - 1)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MASERU)


@pytest.mark.parametrize("code", CODES)
def test_every_port_has_a_layout_that_says_it_is_assumed(code: str) -> None:
    layout, row = desks.layout(code, DAY)
    assert layout is Layout.TWO_HALLS
    assert not row.verified
    assert "Assumed" in row.source


@given(st.sampled_from(CODES), minutes)
def test_every_port_plans_for_a_desk_each_way_at_every_minute(code: str, minute: int) -> None:
    planned = desks.plan(code, DAY).at(at(0) + timedelta(minutes=minute))
    assert planned is not None
    assert planned.exit >= 1
    assert planned.entry >= 1


@given(st.sampled_from(CODES), minutes)
def test_the_parts_of_a_day_never_overlap(code: str, minute: int) -> None:
    moment = at(0) + timedelta(minutes=minute)
    parts = desks.plan(code, DAY).parts
    assert sum(part.span.holds(DAY, moment) for part in parts) == 1


def test_maseru_bridge_plans_for_six_desks_at_the_peak() -> None:
    peak = desks.plan("MSB", DAY).at(at(7))
    assert peak is not None
    assert peak.exit + peak.entry == 6


def test_no_plan_is_called_verified() -> None:
    assert not [code for code in CODES if desks.plan(code, DAY).verified]


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (at(5, 59), 0),
        (at(6), 1),
        (at(8, 59), 1),
        (at(9), 0),
        (at(16, 59), 0),
        (at(17), 1),
        (at(18, 59), 1),
        (at(19), 0),
        (at(7, day=date(2019, 1, 27)), 0),
        (at(7, day=date(2019, 1, 28)), 1),
    ],
)
def test_a_lane_for_scholars_and_business_opens_twice_a_day(moment: datetime, count: int) -> None:
    assert len(lanes.open_lanes("MSB", moment)) == count


def test_the_airport_has_no_lanes_by_the_hour() -> None:
    assert lanes.lanes("MIA", DAY) == ()
