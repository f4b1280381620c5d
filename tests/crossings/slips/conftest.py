"""A desk that issues slips and a lane that uses them, at Maseru Bridge."""

from collections.abc import Callable
from functools import partial

import pytest

from moeli.crossings.slips import services
from moeli.crossings.slips.services import IssuedSlip, NewSlip
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import officer_at

SLIP_ACTIONS = frozenset({"gate_slip.issue", "gate_slip.use"})
PLATE = "A 123 BCD"
Issue = Callable[..., IssuedSlip]


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", SLIP_ACTIONS)


@pytest.fixture
def issue(clerk: Actor) -> Issue:
    def issue(plate: str = PLATE, walking: int = 3, riding: int = 2, **given: object) -> IssuedSlip:
        cleared = given.pop("clearances", ())
        slip = NewSlip(plate=plate, walking=walking, riding=riding, clearances=cleared)  # type: ignore[arg-type]  # a test gives agencies
        asked: dict[str, object] = {
            "actor": clerk,
            "place": "MSB",
            "desk": "Desk 1",
            "idempotency_key": uuid7(),
            **given,
        }
        return services.issue_gate_slip(slip=slip, **asked)  # type: ignore[arg-type]  # as above

    return issue


@pytest.fixture
def use(clerk: Actor) -> Callable[..., object]:
    return partial(services.use_gate_slip, actor=clerk, place="MSB")
