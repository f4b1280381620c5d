"""Who is looked at singly, on both sides of every day that matters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.parties.holds import Hold, Standing, expired, hold, minor
from moeli.standards import icao9303
from tests.crossings.parties.conftest import EXPIRES, zone

DAY = date(2026, 11, 24)
GOOD = Standing(listed=False, over=False, accompanied=False)


def document(
    born: date | None = date(1988, 3, 1), expires: date = EXPIRES, day: date = DAY
) -> icao9303.Document:
    return icao9303.read(zone(1, born, expires).split("\n"), day)


@pytest.mark.parametrize(
    ("born", "young"),
    [
        (date(2008, 11, 24), False),  # eighteen today
        (date(2008, 11, 25), True),
        (date(2026, 11, 24), True),
        (date(1950, 1, 1), False),
    ],
)
def test_a_minor_comes_of_age_on_the_birthday(born: date, young: bool) -> None:
    assert minor(document(born), DAY, 18) is young


@pytest.mark.parametrize(("day", "young"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False)])
def test_who_was_born_on_a_leap_day_comes_of_age_on_the_first_of_march(
    day: date, young: bool
) -> None:
    assert minor(document(date(2008, 2, 29), day=day), day, 18) is young


@pytest.mark.parametrize(
    ("expires", "over"), [(date(2026, 11, 24), False), (date(2026, 11, 23), True)]
)
def test_a_document_holds_through_its_last_day(expires: date, over: bool) -> None:
    assert expired(document(expires=expires), DAY) is over


@pytest.mark.parametrize(
    ("seen", "standing", "wanted"),
    [
        (document(), GOOD, None),
        (document(), Standing(listed=True, over=True, accompanied=True), Hold.LISTED),
        (document(), Standing(listed=False, over=True, accompanied=True), Hold.OVER),
        (document(expires=date(2020, 1, 1)), GOOD, Hold.EXPIRED),
        (document(None), GOOD, Hold.AGE_UNKNOWN),
        (document(date(2018, 1, 1)), GOOD, Hold.PAPERS),
        (document(date(2018, 1, 1)), Standing(listed=False, over=False, accompanied=True), None),
    ],
)
def test_the_first_reason_is_told(
    seen: icao9303.Document, standing: Standing, wanted: Hold | None
) -> None:
    assert hold(seen, standing, DAY, 18) is wanted


def test_a_zone_whose_digits_do_not_fit_is_checked_by_eye() -> None:
    damaged = zone(1).replace("M00000001", "M00000007")
    assert hold(icao9303.read(damaged.split("\n"), DAY), GOOD, DAY, 18) is Hold.CHECK


@given(
    born=st.dates(date(1930, 1, 1), DAY),
    expires=st.dates(date(2015, 1, 1), date(2040, 1, 1)),
    listed=st.booleans(),
    over=st.booleans(),
    accompanied=st.booleans(),
)
def test_nobody_listed_expired_or_young_without_papers_is_ever_ready(
    born: date, expires: date, listed: bool, over: bool, accompanied: bool
) -> None:
    seen = document(born, expires)
    reason = hold(seen, Standing(listed, over, accompanied), DAY, 18)
    young = minor(seen, DAY, 18)
    assert (reason is None) == (
        not listed and not over and seen.valid and expires >= DAY and (not young or accompanied)
    )
