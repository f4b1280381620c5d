"""The same key, the same code, the last turn of a minute: asked at the same moment, on both."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from moeli.crossings.models import Crossing, Decision
from moeli.platform import clock
from moeli.platform.ids import uuid7
from moeli.platform.journal.verify import verify
from moeli.platform.machine.models import Delegation, DoorAct
from tests.platform.machine.callers import Machine, Officer, enrolled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
AT_ONCE = 6
Call = Callable[[Machine], Any]


def at_once(calls: list[Call], machine: Machine) -> list[Any]:
    """Each call by a client and a connection of its own."""
    gate = Barrier(len(calls))

    def run(call: Call) -> Any:
        own = Machine(machine.device, machine.token, machine.delegation, Client())
        gate.wait()
        try:
            return call(own)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda each: each[0].run(run, each[1]), in_contexts(calls)))


def in_contexts(calls: list[Call]) -> list[tuple[Context, Call]]:
    """The clock of this thread is theirs too."""
    return [(copy_context(), call) for call in calls]


def test_one_key_many_times_at_once_is_one_decision(acting: Machine) -> None:
    inspection, key = acting.inspect()["id"], uuid7()
    answers = at_once([lambda each: each.decide(inspection, key=key)] * AT_ONCE, acting)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Decision.objects.count() == Crossing.objects.count() == DoorAct.objects.count() == 1
    assert verify().sound


def test_many_keys_at_once_are_one_decision_and_many_refusals(acting: Machine) -> None:
    inspection = acting.inspect()["id"]
    answers = at_once([lambda each: each.decide(inspection)] * AT_ONCE, acting)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    assert Decision.objects.count() == DoorAct.objects.count() == 1
    assert verify().sound


def test_a_lost_answer_is_found_by_its_key(acting: Machine) -> None:
    key = uuid7()
    made = acting.decide(acting.inspect()["id"], key=key)
    acting.delegation = ""
    assert acting.get(f"/decisions/{key}").json() == made.json()
    assert acting.get(f"/decisions/{uuid7()}").status_code == 404


def test_a_device_of_another_desk_does_not_find_it(acting: Machine) -> None:
    key = uuid7()
    acting.decide(acting.inspect()["id"], key=key)
    beside = enrolled()
    assert beside.get(f"/decisions/{key}").status_code == 200
    for place, desk in (("MSB", "Desk 2"), ("MPB", "Desk 1")):
        other = enrolled(place=place, desk=desk)
        assert other.get(f"/decisions/{key}").status_code == 404


def test_one_key_for_two_things_is_told(acting: Machine) -> None:
    key, first = uuid7(), acting.inspect()["id"]
    acting.decide(first, key=key)
    answers = [
        acting.decide(first, "referred", key=key),
        acting.decide(acting.inspect()["id"], key=key),
    ]
    assert [answer.json()["code"] for answer in answers] == ["key_reused"] * 2


def test_one_code_at_once_is_taken_up_once(reader: Machine, officer: Officer) -> None:
    code = officer.lends_to(reader.device)
    answers = at_once([lambda each: each.post("/delegations", {"code": code})] * AT_ONCE, reader)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    assert Delegation.objects.exclude(token_hash=None).count() == 1


def test_the_last_turn_of_a_minute_is_one_turn(db: None) -> None:
    monitor = enrolled("health_monitor")
    with clock.standing_still(clock.now()):
        answers = at_once([lambda each: each.get("/health")] * 3 * AT_ONCE, monitor)
    told = sorted(answer.status_code for answer in answers)
    assert told == [200] * 2 * AT_ONCE + [429] * AT_ONCE  # twelve a minute
