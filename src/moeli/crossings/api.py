"""Decisions at the machine door: making one, and asking for one whose answer was lost."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from moeli.crossings import at_the_door
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.schemas import DecisionIn, DecisionOut, RefusalIn
from moeli.platform.machine.door import caller, operation
from moeli.platform.machine.schemas import (
    DelegationToken,
    IdempotencyKey,
    IdInPath,
    Problem,
)

router = Router(tags=["decisions"])


@operation(
    router,
    "POST",
    "/inspections/{inspection_id}/decision",
    "decision.make",
    {201: DecisionOut, 409: Problem},
    "Decide an inspection",
)
def decide(
    request: HttpRequest,
    payload: DecisionIn,
    idempotency_key: IdempotencyKey,
    inspection_id: IdInPath,
    delegation: DelegationToken = None,
) -> Status[DecisionOut]:
    """By the officer whose name was lent, on an inspection that she opened through this device.

    The same key with the same content answers with the decision already made.
    """
    decision = at_the_door.decide(
        caller=caller(request),
        inspection_id=UUID(inspection_id),
        outcome=Outcome(payload.outcome),
        ground=payload.ground if isinstance(payload, RefusalIn) else "",
        key=UUID(idempotency_key),
    )
    return Status(201, _answer(decision))


@operation(
    router,
    "GET",
    "/decisions/{idempotency_key}",
    "decision.find",
    {200: DecisionOut, 409: Problem},
    "Find a decision by its key",
)
def find(request: HttpRequest, idempotency_key: IdInPath) -> Status[DecisionOut]:
    """What was decided under this key by a device of this desk; nobody else's."""
    found = at_the_door.decision_under(caller(request).device, UUID(idempotency_key))
    return Status(200, _answer(found))


def _answer(decision: Decision) -> DecisionOut:
    return DecisionOut(
        id=decision.id,
        inspection=decision.inspection_id,
        outcome=decision.outcome,
        ground=decision.ground,
        decided_at=decision.decided_at,
        crosses=Outcome(decision.outcome).crosses,
    )
