"""Every profile, every operation: what the table allows is answered, everything else is absent."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest
from pytest_django import Settings

from moeli.platform import clock, room
from moeli.platform.ids import uuid7
from moeli.platform.machine import profiles
from moeli.platform.machine.caller import KnownDevice
from moeli.platform.machine.door import OPERATIONS
from tests.platform.machine.callers import CITIZEN, Machine, enrolled
from tests.refusals import refused

pytestmark = pytest.mark.django_db

ANY = "00000000-0000-7000-8000-000000000000"
ASKED = {
    "health.look": lambda machine: machine.get("/health"),
    "port.list": lambda machine: machine.get("/ports"),
    "port.look": lambda machine: machine.get("/ports/MSB"),
    "inspection.open": lambda machine: machine.post(
        "/inspections", {"zone": CITIZEN, "direction": "entry"}
    ),
    "inspection.look": lambda machine: machine.get(f"/inspections/{ANY}"),
    "decision.make": lambda machine: machine.decide(ANY),
    "decision.find": lambda machine: machine.get(f"/decisions/{ANY}"),
    "delegation.take": lambda machine: machine.post("/delegations", {"code": "0000000000"}),
    "delegation.end": lambda machine: machine.delete("/delegations/mine"),
}
LET_IN = {  # what each answers to a device whose profile has it, and that nobody lent her name
    "health.look": 200,
    "port.list": 200,
    "port.look": 200,
    "inspection.open": 201,
    "inspection.look": 404,
    "decision.make": 403,
    "decision.find": 404,
    "delegation.take": 409,
    "delegation.end": 403,
}
EXPECTED = {
    "kiosk_reader": set(LET_IN),
    "kiosk_test": set(LET_IN),
    "lane_agent": {"health.look", "port.list", "port.look"},
    "health_monitor": {"health.look"},
}


def test_power_is_added_here_as_well_as_in_the_table() -> None:
    table = {each.id: each.operations for each in profiles.profiles(clock.today())}
    assert table == EXPECTED


def test_every_operation_of_a_room_is_asked_here() -> None:
    assert set(ASKED) == OPERATIONS


@pytest.mark.parametrize(("kind", "code"), list(product(EXPECTED, ASKED)))
def test_a_profile_answers_what_it_lists_and_nothing_else(kind: str, code: str) -> None:
    answer = ASKED[code](enrolled(kind))
    assert answer.status_code == (LET_IN[code] if code in EXPECTED[kind] else 404)


def test_what_a_profile_lacks_looks_like_what_is_not_there() -> None:
    monitor = enrolled("health_monitor")
    answers = [monitor.get("/ports/MSB"), monitor.get("/nothing"), monitor.get("/ports")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_machine_by_itself_may_never_decide_whatever_its_profile_says() -> None:
    for kind in EXPECTED:
        machine = enrolled(kind).known().actor()
        allowed = {action for action in room.actions() if machine.may(action, "MSB")}
        assert allowed <= {"inspection.open"}
        assert not machine.may("inspection.open", "MPB")


def test_a_profile_of_another_day_holds_no_longer() -> None:
    assert profiles.profile("kiosk_reader", date(2025, 12, 31)) is None


def test_the_test_profile_is_nothing_in_production(settings: Settings) -> None:
    test_device = enrolled("kiosk_test")
    settings.MOELI_DEMO_ACCOUNTS = False
    assert test_device.get("/health").status_code == 401
    with refused("unknown_profile"):
        enrolled("kiosk_test")


def test_a_profile_that_is_gone_lets_nobody_in(reader: Machine) -> None:
    reader.device.profile = "forgotten"
    reader.device.save()
    assert reader.get("/health").status_code == 401


def test_a_known_device_names_itself_by_id_alone(reader: Machine) -> None:
    known: KnownDevice = reader.known()
    assert UUID(known.actor().id) == reader.device.id
    assert known.actor().id != str(uuid7())
