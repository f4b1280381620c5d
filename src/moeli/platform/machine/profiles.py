"""The dated profiles of devices and the times of the door. Pure but for reading them once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable

TEST_ONLY = frozenset({"kiosk_test"})
"""Profiles that production neither enrols nor lets in."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one kind of device may ask, and how much of it."""

    id: str
    labels: DatedRow
    operations: frozenset[str]
    per_minute: int
    largest_bytes: int
    token_life: timedelta

    def label(self, language: str) -> str:
        """What people call it."""
        return self.labels.label(language)


def profiles(day: date) -> Iterator[Profile]:
    """Every profile in force on `day`, in the order of the table."""
    return (_profile(row) for row in _table("profiles").on(day))


def profile(id: str, day: date) -> Profile | None:
    """The profile named so, None when it is not in force on `day`."""
    return next((each for each in profiles(day) if each.id == id), None)


def code_time(day: date) -> timedelta:
    """How long a code for a device can be taken up."""
    return timedelta(minutes=_time("code_minutes", day))


def delegation_time(day: date) -> timedelta:
    """How long, at most, a device acts for an officer."""
    return timedelta(minutes=_time("delegation_minutes", day))


def delegation_idle_time(day: date) -> timedelta:
    """How long the device may be left alone before it acts for nobody."""
    return timedelta(minutes=_time("delegation_idle_minutes", day))


def overlap(day: date) -> timedelta:
    """How long a replaced token is good beside the new one."""
    return timedelta(hours=_time("overlap_hours", day))


def _time(id: str, day: date) -> int:
    return int(_table("times").row(id, day).value)


def _profile(row: DatedRow) -> Profile:
    value = row.value
    return Profile(
        id=row.id,
        labels=row,
        operations=frozenset(value["operations"]),
        per_minute=value["per_minute"],
        largest_bytes=value["largest_bytes"],
        token_life=timedelta(days=value["token_days"]),
    )


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.platform.machine", name)
