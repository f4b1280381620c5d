"""The dated rules of signing in. Pure but for reading the packaged tables once."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from moeli.platform.dated import DatedTable


def idle_time(day: date) -> timedelta:
    """How long nobody may act before the page locks."""
    return timedelta(minutes=_value("idle_minutes", day))


def session_time(day: date) -> timedelta:
    """How long after a sign-in it ends, whatever was done meanwhile."""
    return timedelta(hours=_value("session_hours", day))


def relief_time(day: date) -> timedelta:
    """How long after a full sign-in a badge and PIN are good."""
    return timedelta(hours=_value("relief_hours", day))


def shift_hours(day: date) -> int:
    """The longest shift, in hours, that two people of a post may let somebody in for."""
    return int(_value("shift_hours", day))


def shift_role(day: date) -> str:
    """The role that an officer let in for one shift has."""
    return str(_value("shift_role", day))


def pin_digits(day: date) -> int:
    """The fewest digits of a PIN."""
    return int(_value("pin_digits", day))


def failures_allowed(day: date) -> int:
    """How many wrong PINs or codes lock a person at a booth."""
    return int(_value("proof_failures", day))


def lock_time(day: date) -> timedelta:
    """How long that lock lasts, and how long a failure counts."""
    return timedelta(minutes=_value("proof_lock_minutes", day))


def two_hands_time(day: date) -> timedelta:
    """How long after helping with one proof of a person nobody helps with the other as well."""
    return timedelta(days=_value("two_hands_days", day))


def draft_time(day: date) -> timedelta:
    """How long half-done work is kept."""
    return timedelta(hours=_value("draft_hours", day))


def draft_bytes(day: date) -> int:
    """The largest draft, in bytes of UTF-8."""
    return int(_value("draft_bytes", day))


def second_factor_needed(roles: Iterable[str], day: date) -> bool:
    """Whether one of `roles` must have a second factor; a role that no row names must."""
    rows = {row.id: row.value for row in _table("second_factor").on(day)}
    return any(rows.get(role, "required") != "optional" for role in roles)


def _value(id: str, day: date) -> Any:  # noqa: ANN401 -- a number or a text, as the row has it
    return _table("sign_in").row(id, day).value


@cache
def _table(name: str) -> DatedTable:
    return DatedTable.load("moeli.platform.access", name)
