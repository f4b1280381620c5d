"""Days and times as people write them here."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.forms.days import day_of, month_of, time_of, written_day

THAT = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "25/11/2026",
        "25.11.2026",
        "25-11-2026",
        " 25 11 2026 ",
        "25 Nov 2026",
        "25 november 2026",
        "25. November, 2026",
        "25 Pulungoana 2026",
        "2026-11-25",
    ],
)
def test_a_day(text: str) -> None:
    assert day_of(text) == THAT


@pytest.mark.parametrize(
    "text", ["", "11/25/2026", "31/2/2026", "25/11/26", "25 N 2026", "25 Phu 2026", "tomorrow"]
)
def test_no_day(text: str) -> None:
    assert day_of(text) is None


def test_a_month_and_a_year() -> None:
    assert month_of("11/2026") == date(2026, 11, 1)
    assert month_of("2026") == date(2026, 1, 1)
    assert month_of("25/11/2026") == THAT
    assert month_of("13/2026") is None


@pytest.mark.parametrize("text", ["8:30", "08:30", "08h30", "8.30", "0830", "8H30"])
def test_a_time(text: str) -> None:
    assert time_of(text) == time(8, 30)


@pytest.mark.parametrize("text", ["", "25:00", "8", "8:3", "half past eight", "8:60"])
def test_no_time(text: str) -> None:
    assert time_of(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_shown_is_read_again(day: date) -> None:
    assert day_of(written_day(day)) == day


@given(st.text(max_size=40))
def test_other_words_never_raise(text: str) -> None:
    for read in (day_of, month_of, time_of):
        read(text)
