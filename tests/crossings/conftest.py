"""An officer at Maseru Bridge, the documents she meets, and the moment she meets them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest

from moeli.crossings import services
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.ids import uuid7

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SPECIMEN = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
)
CITIZEN = (
    "P<LSOTHABANA<<LERATO<<<<<<<<<<<<<<<<<<<<<<<<\nRA12345677LSO9003071F3101012<<<<<<<<<<<<<<00"
)
OFFICER_ACTIONS = frozenset({"inspection.open", "decision.make", "history.read", "hit.read"})

Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


def officer_at(place: str, actions: frozenset[str] = OFFICER_ACTIONS) -> Actor:
    return Actor(id=str(uuid7()), place=place, grants=(Scope("primary_officer", place, actions),))


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_still(NOW):
        yield


@pytest.fixture
def officer() -> Actor:
    return officer_at("MSB")


@pytest.fixture
def open_(officer: Actor) -> Open:
    return partial(
        services.open_inspection,
        actor=officer,
        place="MSB",
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=SPECIMEN,
        reason="primary_inspection",
    )


@pytest.fixture
def decide(officer: Actor) -> Decide:
    def decide(
        inspection_id: UUID, outcome: Outcome = Outcome.ADMITTED, **given: object
    ) -> Decision:
        asked: dict[str, object] = {"actor": officer, "idempotency_key": uuid7(), **given}
        return services.decide(inspection_id=inspection_id, outcome=outcome, **asked)  # type: ignore[arg-type]  # a test may leave any argument out

    return decide
