"""Why somebody is not decided together with the party but looked at singly. Pure.

The names stay in this room: on the screen each is a neutral sentence that says what to do.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from moeli.standards.icao9303 import Document


class Hold(StrEnum):
    """What keeps a member from being decided with the others; `CHOSEN` is the officer's choice."""

    CHOSEN = "chosen"
    LISTED = "listed"
    OVER = "over"
    CHECK = "check"
    EXPIRED = "expired"
    AGE_UNKNOWN = "age_unknown"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a member besides the document."""

    listed: bool
    over: bool
    accompanied: bool


def hold(document: Document, standing: Standing, day: date, majority: int) -> Hold | None:
    """The first reason to look at this member singly on `day`; None when there is none."""
    reasons = (
        (standing.listed, Hold.LISTED),
        (standing.over, Hold.OVER),
        (not document.valid, Hold.CHECK),
        (expired(document, day), Hold.EXPIRED),
        (document.birth_date is None, Hold.AGE_UNKNOWN),
        (minor(document, day, majority) and not standing.accompanied, Hold.PAPERS),
    )
    return next((reason for holds, reason in reasons if holds), None)


def expired(document: Document, day: date) -> bool:
    """Whether the document's last day has passed, whatever day an incomplete date means."""
    return document.expiry_date is not None and document.expiry_date.latest() < day


def minor(document: Document, day: date, majority: int) -> bool:
    """Whether the holder is, or by an incomplete birth date may be, younger than `majority`."""
    if document.birth_date is None:
        return False
    born = document.birth_date.latest()
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday) < majority
