"""The shapes of ports of entry at the machine door."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from moeli.platform.machine.schemas import Answer

PLACE_PATTERN = "^[A-Z]{3}$"


class PortOut(Answer):
    """A port by its facts; `verified` names those that were read at a source."""

    code: str
    name: str
    district: str
    kind: Literal["land", "air"]
    twin: str = Field(description="The South African post opposite; empty for an airport")
    verified: list[str]


class PortStateOut(PortOut):
    """A port and whether it is open. It informs: a closed port forbids no decision."""

    state: Literal["open", "closed_hours", "closed_event"]
    sentence: str
    reason: str = Field(description="Why an event closes it; empty otherwise")
    until: datetime | None = Field(description="When it is expected to open, where known")
    asked_at: datetime


class PortsOut(Answer):
    """Every port, along the border, the airport last."""

    ports: list[PortOut]
