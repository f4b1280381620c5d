"""Identifiers are UUIDs of version 7 and sort by the time they were made."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

from moeli.platform import clock
from moeli.platform.ids import uuid7

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
