"""Ports of entry at the machine door: facts with what is verified, and whether one is open."""

import pytest

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.ports import directory, services
from tests.platform.machine.callers import Machine, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(db: None) -> Machine:
    """The agent of a lane, which needs no officer."""
    return enrolled("lane_agent")


def test_every_port_is_listed_in_the_directorys_order(agent: Machine) -> None:
    listed = agent.get("/ports").json()["ports"]
    assert [each["code"] for each in listed] == [port.code for port in directory.all_ports()]
    for shown, port in zip(listed, directory.all_ports(), strict=True):
        assert set(shown["verified"]) == set(port.verified)
        assert (shown["twin"] == "") == (port.kind is directory.Kind.AIR or not port.twin)


def test_a_closure_is_told_with_its_reason(agent: Machine) -> None:
    before = agent.get("/ports/SAP").json()
    closure = services.NewClosure(place="SAP", reason="snow", begins_at=clock.now())
    services.close_port(actor=SYSTEM, closure=closure)
    after = agent.get("/ports/SAP").json()
    assert before["state"] != "closed_event"
    assert (after["state"], after["reason"]) == ("closed_event", "snow")
    assert after["sentence"].endswith(".")


def test_the_sentence_is_in_the_language_asked_for(agent: Machine) -> None:
    told = {
        agent.get("/ports/MSB", Accept_Language=language).json()["sentence"]
        for language in ("en", "st")
    }
    assert len(told) == 2


@pytest.mark.parametrize(("place", "status"), [("XXX", 404), ("msb", 422), ("MSBB", 422)])
def test_a_port_that_is_none_is_absent_or_no_code(agent: Machine, place: str, status: int) -> None:
    assert agent.get(f"/ports/{place}").status_code == status
