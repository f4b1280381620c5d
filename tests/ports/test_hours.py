"""Ordinary hours: both sides of opening, closing, midnight in Maseru and the day of a change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform.clock import MASERU, legal_day
from moeli.platform.dated import DatedRow, DatedTable
from moeli.ports import directory, hours
from moeli.ports.spans import Span

INSTANT = timedelta(microseconds=1)
moments = st.datetimes(datetime(2018, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
clock_times = st.times()


def at(text: str) -> datetime:
    """A moment by the clock of Lesotho."""
    return datetime.fromisoformat(text).replace(tzinfo=MASERU)


def row(opens: str, closes: str, first: date, until: date | None = None) -> DatedRow:
    return DatedRow("X", {"opens": opens, "closes": closes}, "Fictitious", False, first, until)


CHANGE = date(2027, 1, 1)
DAY_SHIFTED = DatedTable(
    (row("06:00", "18:00", date(2026, 1, 1), CHANGE), row("08:00", "22:00", CHANGE))
)
NIGHT_TO_DAY = DatedTable(
    (row("20:00", "02:00", date(2026, 1, 1), CHANGE), row("08:00", "12:00", CHANGE))
)


@pytest.mark.parametrize(
    ("rows", "moment", "expected"),
    [
        (DAY_SHIFTED, at("2026-12-31 05:59:59"), False),
        (DAY_SHIFTED, at("2026-12-31 06:00"), True),
        (DAY_SHIFTED, at("2026-12-31 18:00") - INSTANT, True),
        (DAY_SHIFTED, at("2026-12-31 18:00"), False),
        (DAY_SHIFTED, at("2026-12-31 20:00"), False),
        (DAY_SHIFTED, at("2027-01-01 07:00"), False),
        (DAY_SHIFTED, at("2027-01-01 20:00"), True),
        (NIGHT_TO_DAY, at("2026-12-31 19:59"), False),
        (NIGHT_TO_DAY, at("2027-01-01 00:00") - INSTANT, True),
        (NIGHT_TO_DAY, at("2027-01-01 00:00"), True),
        (NIGHT_TO_DAY, at("2027-01-01 01:59"), True),
        (NIGHT_TO_DAY, at("2027-01-01 02:00"), False),
        (NIGHT_TO_DAY, at("2027-01-01 08:00"), True),
        (NIGHT_TO_DAY, at("2027-01-02 01:00"), False),
    ],
)
def test_the_row_of_the_day_on_which_it_opens_decides(
    rows: DatedTable, moment: datetime, expected: bool
) -> None:
    assert hours.is_open(rows, "X", moment) is expected
    assert hours.is_open(rows, "X", moment.astimezone(UTC)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at("2026-12-30 05:00"), at("2026-12-30 06:00")),
        (at("2026-12-30 06:00"), at("2026-12-31 06:00")),
        (at("2026-12-31 18:00"), at("2027-01-01 08:00")),
    ],
)
def test_the_next_opening_knows_of_the_change(moment: datetime, expected: datetime) -> None:
    assert hours.next_opening(DAY_SHIFTED, "X", moment) == expected


def test_a_port_whose_hours_were_not_found_is_neither_open_nor_closed() -> None:
    moment = at("2026-11-25 03:00")
    assert hours.hours("PKB", legal_day(moment)) is None
    assert hours.is_open(hours.table(), "PKB", moment) is None
    assert hours.next_opening(hours.table(), "PKB", moment) is None


@given(moments)
def test_maseru_bridge_never_closes_once_its_row_holds(moment: datetime) -> None:
    row_holds = legal_day(moment) >= date(2022, 4, 14)
    assert (hours.is_open(hours.table(), "MSB", moment) is True) == row_holds
    assert hours.next_opening(hours.table(), "MSB", moment) is None


@given(moments)
def test_a_port_is_open_at_its_next_opening_and_closed_just_before(moment: datetime) -> None:
    opening = hours.next_opening(hours.table(), "SAP", moment)
    assert opening is not None
    assert moment < opening <= moment + timedelta(days=1)
    assert hours.is_open(hours.table(), "SAP", opening)
    assert not hours.is_open(hours.table(), "SAP", opening - INSTANT)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), clock_times, clock_times)
def test_a_span_lasts_at_most_a_day_and_holds_its_start_but_not_its_end(
    day: date, start: time, end: time
) -> None:
    span = Span(start, end)
    begins, ends = span.on(day)
    assert timedelta(0) < ends - begins <= timedelta(days=1)
    assert span.holds(day, begins)
    assert not span.holds(day, ends)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        hours.is_open(hours.table(), "MSB", datetime(2026, 11, 25, 12))


def test_every_row_is_about_a_port_and_names_its_source() -> None:
    known = {port.code for port in directory.all_ports()}
    assert {each.id for each in hours.table().rows} <= known
    assert all(each.source for each in hours.table().rows)


def test_what_was_announced_for_an_extension_is_not_called_verified() -> None:
    verified = {each.id for each in hours.table().rows if each.verified}
    assert verified == {"MSB", "MPB", "CPT", "VRG"}


def test_the_posts_beside_one_another_are_neighbours_both_ways() -> None:
    land = [port for port in directory.all_ports() if directory.neighbours(port.code)]
    assert len(land) == 14
    for before, after in pairwise(land):
        assert after in directory.neighbours(before.code)
        assert before in directory.neighbours(after.code)
    assert directory.neighbours("MIA") == ()
