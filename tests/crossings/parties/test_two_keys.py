"""Two officers at one party, or one at the party and one at a member, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from moeli.crossings.models import Crossing, Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.parties.deciding import PartyDecided
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import Admit, Scan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait()
        try:
            return call()
        except MoeliError as error:
            return error.code
        finally:
            connection.close()

    contexts = [copy_context() for _ in calls]
    with ThreadPoolExecutor(len(calls)) as pool:
        pairs = zip(contexts, calls, strict=True)
        return list(pool.map(lambda pair: pair[0].run(run, pair[1]), pairs))


def test_of_several_keys_one_decides_and_the_others_are_told(scan: Scan, admit: Admit) -> None:
    for number in range(3):
        scan(number)
    answers = at_once([admit] * 4)
    assert sorted(each for each in answers if isinstance(each, str)) == ["party_closed"] * 3
    assert Decision.objects.count() == Crossing.objects.count() == 3
    assert verify().sound


def test_one_press_that_arrives_several_times_is_one(scan: Scan, admit: Admit) -> None:
    scan(1)
    key = uuid7()
    answers = at_once([lambda: admit(idempotency_key=key)] * 4)
    assert [each.decided for each in answers if isinstance(each, PartyDecided)] == [1] * 4
    assert Crossing.objects.count() == 1


def test_party_and_member_decided_at_once_wait_in_no_ring(
    scan: Scan, admit: Admit, decide: Callable[..., Decision]
) -> None:
    members = [scan(number) for number in range(6)]
    singly = [
        lambda each=each: decide(each.inspection_id, Outcome.REFERRED)  # type: ignore[misc]  # its default is the loop's value
        for each in members
    ]
    answers = at_once([admit, *singly])
    assert {each for each in answers if isinstance(each, str)} <= {"already_decided"}
    assert Decision.objects.count() == 6
    assert verify().sound
