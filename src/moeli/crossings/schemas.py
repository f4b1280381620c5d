"""The shapes of decisions at the machine door."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Body
from pydantic import Field

from moeli.platform.machine.schemas import Answer, Strict

GROUND_PATTERN = "^[a-z0-9_]{1,40}$"


class PlainDecisionIn(Strict):
    """A decision that rests on no ground."""

    outcome: Literal["admitted", "referred", "departed"]


class RefusalIn(Strict):
    """A decision that names its ground: one of those that the inspection offers."""

    outcome: Literal["refused", "departure_not_permitted"]
    ground: str = Field(pattern=GROUND_PATTERN)


DecisionIn = Annotated[PlainDecisionIn | RefusalIn, Body(discriminator="outcome")]


class DecisionOut(Answer):
    """The decision as it was recorded; it names nobody."""

    id: UUID
    inspection: UUID
    outcome: str
    ground: str
    decided_at: datetime
    crosses: bool = Field(description="Whether the traveller crosses by it")
