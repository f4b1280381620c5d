"""A desk with drawn travellers, a supervisor beside it, and the job that looks along the chain."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from moeli.crossings import services
from moeli.crossings.capture import Capture, How
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.watching import watch
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.ids import uuid7
from tests.crossings.conftest import NOW, officer_at
from tests.crossings.parties.conftest import zone
from tests.signing_in import person

Pass = Callable[..., Decision]
Type = Callable[..., Inspection]
Watch = Callable[[], list[Alarm]]


class Turn:
    """One turn of the job."""

    def __init__(self) -> None:
        self.arguments: dict[str, Any] = {}
        self.cursor: dict[str, Any] = {}
        self.told: list[int] = []

    def progress(self, done: int, total: int | None = None, cursor: object = None) -> None:
        self.told.append(done)


def at_desk(
    number: int, actor: Actor, seconds: float, how: How = How.WEDGE_SCAN, **given: Any
) -> Inspection:
    """An inspection of a drawn traveller, so many seconds after eight."""
    asked = {"place": "MSB", "desk": "Desk 1", "direction": Direction.ENTRY, **given}
    with clock.standing_still(NOW + timedelta(seconds=seconds)):
        return services.open_inspection(
            actor=actor, zone=zone(number), reason="primary", capture=Capture(how), **asked
        )


@pytest.fixture
def passes(officer: Actor) -> Pass:
    """Somebody is inspected and crosses five seconds later."""

    def passes(number: int, seconds: float = 0, actor: Actor = officer, **given: Any) -> Decision:
        inspection = at_desk(number, actor, seconds, **given)
        leaves = inspection.direction == Direction.EXIT
        with clock.standing_still(NOW + timedelta(seconds=seconds + 5)):
            return services.decide(
                actor=actor,
                inspection_id=inspection.id,
                outcome=Outcome.DEPARTED if leaves else Outcome.ADMITTED,
                idempotency_key=uuid7(),
            )

    return passes


@pytest.fixture
def types(officer: Actor) -> Type:
    """Somebody's number is typed and left."""
    return lambda number, seconds=0, actor=officer, **given: at_desk(
        number, actor, seconds, How.TYPED, **given
    )


@pytest.fixture
def watches() -> Watch:
    """A turn of the job, an hour later; the alarms that wait."""

    def watches() -> list[Alarm]:
        with clock.standing_still(NOW + timedelta(hours=1)):
            watch(Turn())
        return list(Alarm.objects.waiting())

    return watches


@pytest.fixture
def supervisor(db: None) -> Actor:
    return actor_of(person("shift_supervisor", "MSB"), NOW, "MSB")


@pytest.fixture
def colleague() -> Actor:
    return officer_at("MSB")


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def rostered_officer(db: None) -> Actor:
    return actor_of(person("primary_officer", "MSB"), NOW, "MSB")
