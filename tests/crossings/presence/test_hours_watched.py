"""Decisions of people who are not on the roster, and at a port that is closed, are asked about."""

from datetime import time

import pytest

from moeli.crossings.presence.models import Alarm
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.ports import services as ports
from moeli.ports.services import NewClosure, NewLine
from tests.crossings.conftest import NOW
from tests.crossings.presence.conftest import Pass, Watch

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def kinds(alarms: list[Alarm]) -> list[str]:
    return sorted(each.pattern for each in alarms)


def rostered(supervisor: Actor, officer: str, starts: str, ends: str) -> None:
    line = NewLine(
        place="MSB",
        day=clock.today(),
        desk="Desk 1",
        officer=officer,
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
    )
    ports.roster(actor=supervisor, line=line)


def test_who_is_not_on_the_roster_of_the_day_is_asked_about_once(
    passes: Pass, watches: Watch, supervisor: Actor, rostered_officer: Actor, colleague: Actor
) -> None:
    rostered(supervisor, rostered_officer.id, "06:00", "14:00")
    passes(1, 0, actor=rostered_officer)
    passes(2, 60, actor=colleague)
    passes(3, 120, actor=colleague)
    (alarm,) = watches()
    assert (alarm.pattern, alarm.officer, alarm.people) == ("off_roster", colleague.id, 2)


def test_the_supervisor_who_stands_in_is_not_asked_about(
    passes: Pass, watches: Watch, supervisor: Actor, rostered_officer: Actor
) -> None:
    rostered(supervisor, rostered_officer.id, "06:00", "14:00")
    passes(1, 0, actor=supervisor)
    assert watches() == []


def test_half_an_hour_before_the_line_begins_is_early_and_no_more(
    passes: Pass, watches: Watch, supervisor: Actor, rostered_officer: Actor
) -> None:
    rostered(supervisor, rostered_officer.id, "10:30", "14:00")  # it is ten at the border
    passes(1, 0, actor=rostered_officer)
    assert watches() == []
    passes(2, -360, actor=rostered_officer)
    assert kinds(watches()) == ["off_roster"]


def test_a_decision_while_snow_closed_the_port_is_told(
    passes: Pass, watches: Watch, supervisor: Actor
) -> None:
    snow = NewClosure(place="MSB", reason="snow", begins_at=NOW)
    ports.close_port(actor=supervisor, closure=snow)
    passes(1, 1700)  # of the queue that stood there
    assert watches() == []
    passes(2, 1900)
    (alarm,) = watches()
    assert (alarm.pattern, alarm.officer) == ("closed_port", "")


def test_the_house_itself_is_on_no_roster(
    passes: Pass, watches: Watch, supervisor: Actor, rostered_officer: Actor
) -> None:
    rostered(supervisor, rostered_officer.id, "06:00", "14:00")
    passes(1, 0, actor=SYSTEM)
    assert watches() == []
