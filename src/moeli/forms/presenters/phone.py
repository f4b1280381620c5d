"""What a phone said of itself, beside the answers that came from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moeli.forms.kept import Kept

_NEAR = 120  # seconds: a clock that is no further off is called right


@dataclass(frozen=True, slots=True)
class PhoneSaid:
    """When it was asked by the phone's clock, by how many minutes that clock was ahead.

    `accepted` when a supervisor let the answers through; `unfit` are the places of those that do
    not fit their questions.
    """

    begun: datetime | None
    ended: datetime | None
    minutes: int
    accepted: bool
    unfit: tuple[str, ...]


def phone_said(kept: Kept) -> PhoneSaid | None:
    """What stands beside the answers; None for a run that was asked at a desk."""
    told: Mapping[str, Any] = kept.phone
    if not told:
        return None
    skew = told.get("skew") or 0
    return PhoneSaid(
        _moment(told.get("begun", "")),
        _moment(told.get("ended", "")),
        round(skew / 60) if abs(skew) >= _NEAR else 0,
        bool(told.get("accepted_for")),
        tuple(each["where"] for each in told.get("unfit", ())),
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
