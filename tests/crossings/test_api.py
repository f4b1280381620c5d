"""A decision at the machine door is judged as at the page, and told with the same codes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from moeli.crossings.afterwards.services import withdraw_decision
from moeli.crossings.models import Crossing, Decision
from moeli.platform import clock
from moeli.platform.access.actor import actor_of
from moeli.platform.access.models import User
from moeli.platform.ids import uuid7
from tests.crossings.conftest import CITIZEN, NOW, SPECIMEN
from tests.platform.machine.callers import Machine, at_desk, enrolled, lent

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting(db: None) -> Iterator[Machine]:
    with clock.standing_still(NOW):
        yield lent(enrolled(), at_desk())


def decided(machine: Machine, zone: str, **body: str) -> tuple[int, str]:
    inspection = machine.inspect(zone, body.pop("direction", "entry"))["id"]
    answer = machine.post(f"/inspections/{inspection}/decision", body, Idempotency_Key=str(uuid7()))
    shown = answer.json()
    return answer.status_code, shown.get("code") or shown["outcome"]


@pytest.mark.parametrize(
    ("zone", "body", "expected"),
    [
        (CITIZEN, {"outcome": "admitted"}, (201, "admitted")),
        (CITIZEN, {"outcome": "departed", "direction": "exit"}, (201, "departed")),
        (SPECIMEN, {"outcome": "referred"}, (201, "referred")),
        (SPECIMEN, {"outcome": "refused", "ground": "document_expired"}, (201, "refused")),
        (SPECIMEN, {"outcome": "refused", "ground": "looks"}, (409, "ground_not_offered")),
        (SPECIMEN, {"outcome": "refused"}, (422, "not_as_described")),
        (SPECIMEN, {"outcome": "admitted", "ground": "x"}, (422, "not_as_described")),
        (SPECIMEN, {"outcome": "departed"}, (409, "not_offered")),
        (CITIZEN, {"outcome": "refused", "ground": "document_expired"}, (409, "not_offered")),
    ],
)
def test_what_is_offered_is_recorded_and_nothing_else(
    acting: Machine, zone: str, body: dict[str, str], expected: tuple[int, str]
) -> None:
    assert decided(acting, zone, **body) == expected
    assert Decision.objects.count() == int(expected[0] == 201)


def test_who_crosses_by_it_is_said(acting: Machine) -> None:
    admitted = acting.decide(acting.inspect(CITIZEN)["id"]).json()
    referred = acting.decide(acting.inspect(CITIZEN)["id"], "referred").json()
    assert (admitted["crosses"], referred["crosses"]) == (True, False)
    assert Crossing.objects.get().decision_id == Decision.objects.get(outcome="admitted").id


def test_the_ground_is_answered(acting: Machine) -> None:
    inspection, key = acting.inspect(SPECIMEN)["id"], str(uuid7())
    body = {"outcome": "refused", "ground": "document_expired"}
    acting.post(f"/inspections/{inspection}/decision", body, Idempotency_Key=key)
    assert acting.get(f"/decisions/{key}").json()["ground"] == "document_expired"


def test_an_old_inspection_is_not_decided(acting: Machine) -> None:
    inspection = acting.inspect(CITIZEN)["id"]
    for minutes in (9, 18, 27):  # the reader stays in use
        with clock.standing_still(NOW + timedelta(minutes=minutes)):
            acting.get(f"/inspections/{inspection}")
    with clock.standing_still(NOW + timedelta(minutes=31)):
        answer = acting.decide(inspection)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")


def test_a_newer_scan_takes_the_place_of_the_older(acting: Machine) -> None:
    older = acting.inspect(CITIZEN)["id"]
    acting.inspect(SPECIMEN)
    assert acting.decide(older).json()["code"] == "superseded"


def test_an_inspection_that_is_not_there_is_absent(acting: Machine) -> None:
    assert acting.decide(str(uuid7())).json()["code"] == "absent"
    assert acting.decide("not-a-uuid").status_code == 422


def test_the_door_answers_with_no_decision_that_was_undone(acting: Machine) -> None:
    key, inspection = uuid7(), acting.inspect()["id"]
    made = acting.decide(inspection, key=key).json()
    decision = Decision.objects.get(id=made["id"])
    officer = actor_of(User.objects.get(id=decision.officer), clock.now(), "MSB")
    withdraw_decision(actor=officer, decision_id=decision.id)
    for answer in (acting.get(f"/decisions/{key}"), acting.decide(inspection, key=key)):
        assert (answer.status_code, answer.json()["code"]) == (409, "decision_withdrawn")
