"""Two officers, or two clicks, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import officer_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
AT_ONCE = 6


def all_at_once(calls: list[Callable[[], Decision]]) -> list[Decision | MoeliError]:
    gate = Barrier(len(calls))

    def run(call: Callable[[], Decision]) -> Decision | MoeliError:
        gate.wait()
        try:
            return call()
        except MoeliError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: copy_context().run(run, call), calls))


def deciding(
    decide: Decide, inspection_id: UUID, actor: Actor, key: UUID
) -> Callable[[], Decision]:
    context = copy_context()
    return lambda: context.run(lambda: decide(inspection_id, actor=actor, idempotency_key=key))


def test_of_several_officers_one_decides_and_the_others_are_told(
    open_: Open, decide: Decide
) -> None:
    inspection = open_()
    officers = [officer_at("MSB") for _ in range(AT_ONCE)]
    answers = all_at_once([deciding(decide, inspection.id, each, uuid7()) for each in officers])
    made = [each for each in answers if isinstance(each, Decision)]
    told = [each.code for each in answers if isinstance(each, MoeliError)]
    assert len(made) == 1
    assert told == ["already_decided"] * (AT_ONCE - 1)
    assert Crossing.objects.count() == 1
    assert verify().sound


def test_several_clicks_with_one_key_are_one_decision(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspection, key = open_(), uuid7()
    answers = all_at_once([deciding(decide, inspection.id, officer, key) for _ in range(AT_ONCE)])
    assert {answer.id for answer in answers if isinstance(answer, Decision)} == {
        Decision.objects.get().id
    }
    assert not [each for each in answers if isinstance(each, MoeliError)]


def test_one_key_on_two_inspections_decides_one_of_them(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspections, key = [open_(desk=f"Desk {n}") for n in range(AT_ONCE)], uuid7()
    answers = all_at_once([deciding(decide, each.id, officer, key) for each in inspections])
    told = [each.code for each in answers if isinstance(each, MoeliError)]
    assert told == ["key_reused"] * (AT_ONCE - 1)
    assert Decision.objects.count() == Crossing.objects.count() == 1
    assert verify().sound
