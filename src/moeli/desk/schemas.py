"""The shapes of inspections at the machine door."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from moeli.platform.machine.schemas import Answer, Strict

_ANY, _FIRST = "[A-Z0-9<]", "[A-Z0-9]"
ZONE_PATTERN = (
    f"^({_ANY}{{44}}\\n{_FIRST}{_ANY}{{43}}"
    f"|{_ANY}{{36}}\\n{_FIRST}{_ANY}{{35}}"
    f"|{_ANY}{{5}}{_FIRST}{_ANY}{{24}}\\n{_ANY}{{30}}\\n{_ANY}{{30}})$"
)
"""Two lines of 44 or 36, or three of 30 (ICAO Doc 9303-4 to 9303-7), with a document number."""
LONGEST_ZONE = 92


class InspectionIn(Strict):
    """A zone as it was captured, and which way the traveller goes."""

    zone: str = Field(
        pattern=ZONE_PATTERN,
        max_length=LONGEST_ZONE,
        description="The lines of the machine-readable zone, upper line first, a line feed between",
    )
    direction: Literal["entry", "exit"]
    captured_how: Literal["photo_read", "chip", "wedge_scan"] = Field(
        default="photo_read",
        description="How this device read the document; it is kept with the inspection",
    )


class FieldOut(Answer):
    """One data element with what its check digit proves: `not_covered` proves nothing."""

    name: str
    value: str | None
    status: Literal["verified", "refuted", "not_covered"]


class FindingOut(Answer):
    """One finding about the zone; an empty field concerns the zone."""

    code: str
    field: str


class RepairOut(Answer):
    """A reading that the digits prove, and those they cannot tell from it; nothing was changed."""

    field: str
    read: str
    value: str
    alternatives: list[str]


class DocumentOut(Answer):
    """What the zone says. `valid`: layout, characters, dates and check digits stand as given."""

    format: str | None
    valid: bool
    lines: list[str]
    fields: list[FieldOut]
    problems: list[FindingOut]
    repairs: list[RepairOut]


class EarlierOut(Answer):
    """An earlier decision on the same document."""

    direction: str
    place: str
    decided_at: datetime
    outcome: str


class InstructionOut(Answer):
    """What to do about a listed document: a neutral code and a sentence, never why."""

    code: str
    text: str


class GroundOut(Answer):
    """A ground for a refusal; what was not read at its source is not verified."""

    id: str
    label: str
    source: str
    verified: bool


class OfferOut(Answer):
    """A decision that is open, and the grounds of which it needs one."""

    outcome: str
    grounds: list[GroundOut]


class InspectionOut(Answer):
    """An inspection; document, history and offers only while it is open.

    `earlier` and `instructions` are null where no officer lent her name: a machine by itself is
    not shown them. An empty list says that there is nothing.
    """

    id: UUID
    direction: str
    place: str
    desk: str
    opened_at: datetime
    valid_until: datetime
    state: Literal["open", "decided", "superseded", "stale"]
    decided: str | None
    document: DocumentOut | None
    earlier: list[EarlierOut] | None
    instructions: list[InstructionOut] | None
    offered: list[OfferOut]
