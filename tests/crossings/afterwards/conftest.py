"""A supervisor beside the officer, and what may follow a decision."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from moeli.crossings.afterwards import services
from moeli.crossings.afterwards.models import Correction
from moeli.crossings.outcomes import Outcome
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.crossings.conftest import OFFICER_ACTIONS, officer_at

Correct = Callable[..., Correction]


@pytest.fixture
def supervisor() -> Actor:
    return officer_at("MSB", OFFICER_ACTIONS | {"decision.correct", "refusal.review"})


@pytest.fixture
def correct(supervisor: Actor) -> Correct:
    def correct(decision_id: UUID, outcome: Outcome, **given: object) -> Correction:
        asked = {"actor": supervisor, "motive": "Pressed the wrong key", **given}
        asked.setdefault("idempotency_key", uuid7())
        return partial(services.correct_decision, decision_id=decision_id, outcome=outcome)(**asked)  # type: ignore[arg-type]  # a test may leave any argument out

    return correct
