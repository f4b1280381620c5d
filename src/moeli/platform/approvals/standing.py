"""Where an approval stands, from what people said and the hour. Pure."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum


class Says(StrEnum):
    """What a person can say."""

    GRANTED = "granted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """Where an approval stands; only `granted` can be used."""

    WAITING = "waiting"
    GRANTED = "granted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED = "used"


def standing(
    said: Iterable[str], needed: int, *, used: bool, expires_at: datetime, now: datetime
) -> Standing:
    """What is final comes first: used, then one denial, then a withdrawal, then the end of time."""
    voices = list(said)
    if used:
        return Standing.USED
    if Says.DENIED in voices:
        return Standing.DENIED
    if Says.WITHDRAWN in voices:
        return Standing.WITHDRAWN
    if now >= expires_at:
        return Standing.EXPIRED
    return Standing.GRANTED if voices.count(Says.GRANTED) >= needed else Standing.WAITING
