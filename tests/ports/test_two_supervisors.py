"""Two supervisors write rosters at the same moment: of lines that clash, one stands."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import time
from threading import Barrier

import pytest
from django.db import connection

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.journal.verify import verify
from moeli.ports import services
from moeli.ports.models import RosterLine
from moeli.ports.services import NewLine
from tests.ports.conftest import in_role
from tests.signing_in import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
PORTS = ("SAP", "MSB", "MPB", "CPT", "VRG", "QNK")


def all_at_once(calls: list[Callable[[], RosterLine]]) -> list[RosterLine | str]:
    gate = Barrier(len(calls))

    def run(call: Callable[[], RosterLine]) -> RosterLine | str:
        gate.wait()
        try:
            return call()
        except MoeliError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: copy_context().run(run, call), calls))


def rostering(supervisor: Actor, line: NewLine) -> Callable[[], RosterLine]:
    return lambda: services.roster(actor=supervisor, line=line)


def a_line(officer: str, desk: str, place: str = "SAP") -> NewLine:
    return NewLine(
        place=place,
        day=clock.today(),
        desk=desk,
        officer=officer,
        starts=time(6),
        ends=time(14),
    )


def test_one_officer_gets_one_desk_whoever_is_faster() -> None:
    officer = person("primary_officer")
    supervisors = {place: in_role("shift_supervisor", place) for place in PORTS}
    line = a_line(str(officer.id), "Desk 1")
    answers = all_at_once(
        [rostering(by, replace(line, place=place)) for place, by in supervisors.items()]
    )
    assert sorted(map(str, answers)).count("officer_busy") == len(PORTS) - 1
    assert RosterLine.objects.count() == 1
    assert verify().sound


def test_one_desk_gets_one_officer() -> None:
    supervisor = in_role("shift_supervisor", "SAP")
    officers = [person("primary_officer", "SAP") for _ in range(6)]
    calls = [rostering(supervisor, a_line(str(each.id), "Desk 1")) for each in officers]
    assert all_at_once(calls).count("desk_taken") == len(officers) - 1
    assert RosterLine.objects.count() == 1


def test_lines_that_do_not_clash_all_stand() -> None:
    supervisor = in_role("shift_supervisor", "SAP")
    officers = [person("primary_officer", "SAP") for _ in range(4)]
    calls = [
        rostering(supervisor, a_line(str(each.id), f"Desk {number}"))
        for number, each in enumerate(officers)
    ]
    all_at_once(calls)
    assert RosterLine.objects.count() == len(officers)
