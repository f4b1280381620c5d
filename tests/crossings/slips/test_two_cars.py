"""One slip scanned at two lanes at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from moeli.crossings.slips.models import GateSlip
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings.slips.conftest import Issue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
LANES = 5


def at_once(call: Callable[[], object], times: int) -> list[str]:
    gate = Barrier(times)

    def run() -> str:
        gate.wait()
        try:
            call()
        except MoeliError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    contexts = [copy_context() for _ in range(times)]
    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(lambda context: context.run(run), contexts))


def test_of_several_lanes_one_uses_the_slip(issue: Issue, use: Callable[..., GateSlip]) -> None:
    issued = issue()
    told = at_once(lambda: use(code=issued.code, aboard=2), LANES)
    assert told == ["done"] + ["slip_used"] * (LANES - 1)
    assert Entry.objects.filter(verb="gate_slip.used").count() == 1
    assert GateSlip.objects.get().aboard == 2
    assert verify().sound


def test_of_several_presses_one_issues_a_slip(issue: Issue) -> None:
    key = uuid7()
    told = at_once(lambda: issue(idempotency_key=key), LANES)
    assert told == ["already_issued"] * (LANES - 1) + ["done"]
    assert GateSlip.objects.count() == 1
    assert verify().sound
