"""The shapes that every room's part of the door is made of. What they say is what is checked."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Header, Path, Schema
from pydantic import ConfigDict, Field, StringConstraints

UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
CODE_PATTERN = "^[0-9A-Z]{5}-?[0-9A-Z]{5}$"
DELEGATION_PATTERN = "^mlo_[A-Za-z0-9_-]{43}$"

IdempotencyKey = Annotated[
    str,
    StringConstraints(pattern=UUID_PATTERN),
    Header(
        alias="Idempotency-Key",
        description="A UUID that you make for this act. Send it again when no answer came.",
    ),
]
IdInPath = Annotated[str, StringConstraints(pattern=UUID_PATTERN), Path()]
DelegationToken = Annotated[
    Annotated[str, StringConstraints(pattern=DELEGATION_PATTERN)] | None,
    Header(
        alias="Moeli-Delegation",
        description="What the device got for an officer's code: it acts in her name.",
    ),
]


class Strict(Schema):
    """What a device sends: fields that are not named here are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(Schema):
    """What the door answers; nothing else leaves by it."""

    model_config = ConfigDict(extra="forbid")


class Place(Answer):
    """A part of the request that is not as described; values are never repeated."""

    where: str = Field(description="The part, for example body.zone; a name of yours is left out")
    what: str = Field(description="What is wrong with it, as a code of the validator")


class Problem(Answer):
    """RFC 9457: what went wrong, in a sentence in the language asked for."""

    type: str = Field(description="urn:moeli:problem: and the code")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do, without personal data")
    code: str = Field(description="The stable code; docs/reference/errors.md lists them")
    errors: list[Place] | None = Field(None, description="For not_as_described: where and what")


class CodeIn(Strict):
    """The code that the officer's page shows."""

    code: str = Field(pattern=CODE_PATTERN)


class PartOut(Answer):
    """One part of the site."""

    part: str
    well: bool


class HealthOut(Answer):
    """How the site is, what time it has, and for which desk this device is known."""

    well: bool
    parts: list[PartOut]
    version: str
    time: datetime
    place: str
    desk: str


class DelegationOut(Answer):
    """The device acts for the officer until `ends_at`, as long as her session stands."""

    delegation: str = Field(description="Send it as Moeli-Delegation; it is shown only now")
    ends_at: datetime


def problems(*statuses: int) -> dict[int, Any]:
    """The problems that any operation can answer with, and those of `statuses` besides."""
    return dict.fromkeys(sorted({400, 401, 403, 404, 422, 429, 500, 503, *statuses}), Problem)
