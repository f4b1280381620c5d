"""Time is UTC; a legal day is the day in Maseru."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from moeli.platform import clock

EVENING = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def test_the_present_is_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 21, 59, 59, 999999, tzinfo=UTC), date(2026, 11, 23)),
        (EVENING, date(2026, 11, 24)),
        (datetime(2026, 11, 24, 0, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 23)),
    ],
)
def test_a_legal_day_begins_at_midnight_in_maseru(moment: datetime, day: date) -> None:
    assert clock.legal_day(moment) == day


def test_a_moment_without_a_time_zone_belongs_to_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.legal_day(datetime(2026, 11, 24))
    with pytest.raises(ValueError, match="time zone"), clock.standing_still(datetime(2026, 11, 24)):
        pass


def test_the_clock_stands_still_and_goes_on_also_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_at(EVENING)
    assert clock.now() != EVENING


def _fail_at(moment: datetime) -> None:
    with clock.standing_still(moment):
        assert (clock.now(), clock.today()) == (moment, date(2026, 11, 24))
        raise ZeroDivisionError
