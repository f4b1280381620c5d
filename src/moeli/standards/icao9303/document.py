"""What a zone says: the document, its fields with what is proved of each, problems, repairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from typing import NamedTuple

from moeli.standards.icao9303.dates import PartialDate


class Status(StrEnum):
    """What the check digits say of a field."""

    VERIFIED = "verified"
    REFUTED = "refuted"
    NOT_COVERED = "not_covered"


class Field(NamedTuple):
    """One data element: its value without fillers (None = absent), what is proved, and why."""

    value: str | None
    status: Status
    note: str


class Problem(NamedTuple):
    """One finding: a code of `data/problems.toml`, the field it concerns ("" = the zone)."""

    code: str
    field: str
    text: str


class Repair(NamedTuple):
    """A proposal that a check digit proves; nothing was changed.

    `positions` count from 1 within `line` (from 1); `read` is what stands there, `proposal` what
    would satisfy every digit, `value` the field as it would then read; `alternatives` are the other
    readings of the field that the digits cannot tell apart from the proposal.
    """

    field: str
    line: int
    positions: tuple[int, ...]
    read: str
    proposal: str
    value: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A zone that was read. `format` is None where the lines fit no layout.

    Codes stand as printed, without fillers (`D`); names with spaces for fillers; what is absent is
    None. `valid` = layout, characters, sex letter, dates and check digits stand as given.
    """

    lines: tuple[str, ...]
    format: str | None = None
    valid: bool = False
    document_code: str | None = None
    issuing_state: str | None = None
    document_number: str | None = None
    primary_identifier: str | None = None
    secondary_identifier: str | None = None
    nationality: str | None = None
    birth_date: PartialDate | None = None
    sex: str | None = None
    expiry_date: PartialDate | None = None
    optional_data: str | None = None
    fields: Mapping[str, Field] = attribute(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
