"""Identifiers are UUIDs of version 7 and sort by the time they were made."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

from moeli.platform import clock
from moeli.platform.ids import uuid7, uuid7_of

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_version_and_variant_are_those_of_rfc_9562() -> None:
    made = [uuid7() for _ in range(100)]
    assert {(each.version, each.variant) for each in made} == {(7, RFC_4122)}
    assert len(set(made)) == 100


def test_the_first_48_bits_are_the_milliseconds() -> None:
    with clock.standing_still(START):
        assert uuid7().int >> 80 == int(START.timestamp() * 1000)


def test_later_identifiers_sort_after_earlier_ones() -> None:
    made = []
    for step in range(50):
        with clock.standing_still(START + timedelta(milliseconds=step)):
            made.append(uuid7())
    assert made == sorted(made)


def test_what_is_drawn_from_the_same_parts_is_the_same_and_of_version_7() -> None:
    id = uuid7_of(1_700_000_000_000, "MSB", "1")
    assert id == uuid7_of(1_700_000_000_000, "MSB", "1")
    assert (id.version, id.int >> 80) == (7, 1_700_000_000_000)
    others = {uuid7_of(1, "MSB1", ""), uuid7_of(1, "MSB", "1"), uuid7_of(2, "MSB", "1")}
    assert len(others) == 3, "where one part ends and the next begins counts"


def test_a_time_before_1970_or_long_after_still_makes_one() -> None:
    assert {uuid7_of(time, "x").version for time in (-1, 1 << 60)} == {7}
