"""Where one turn of the job ends and the next begins nothing is lost, told twice, or read again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moeli.crossings.capture import How
from moeli.crossings.outcomes import Direction
from moeli.crossings.presence import documents, looking, watching
from moeli.crossings.presence.looking import looks_of
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Finding, Look
from moeli.crossings.presence.services import answer_alarm, raise_alarms
from moeli.crossings.presence.watching import watch
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from tests.crossings.conftest import NOW
from tests.crossings.presence.conftest import Pass, Turn, Watch, at_desk

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
MIDNIGHT = 14 * 3600  # seconds from NOW, ten in the morning at the border


@pytest.fixture(params=[1, 3, 500])
def step(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many entries are looked at together."""
    monkeypatch.setattr(watching, "STEP", request.param)
    return int(request.param)


def patterns() -> list[str]:
    return sorted(Alarm.objects.values_list("pattern", flat=True))


def test_steps_of_any_length_find_the_same(step: int, passes: Pass, watches: Watch) -> None:
    assert step
    for number in range(6):
        passes(number, 60 * number, how=How.UNKNOWN)
    passes(1, 330, direction=Direction.EXIT)
    found = {alarm.pattern: alarm.people for alarm in watches()}
    assert found.keys() == {"no_word", "crossed_again"}
    assert found["crossed_again"] == 2


def test_a_look_that_is_decided_after_the_turn_counts_then(
    passes: Pass, watches: Watch, officer: Actor
) -> None:
    passes(1)
    at_desk(1, officer, 60, direction=Direction.EXIT)
    assert watches() == []
    passes(2, 90)  # another document; the first look is left
    assert watches() == []
    passes(1, 120, direction=Direction.EXIT)
    assert [each.pattern for each in watches()] == ["crossed_again"]


def test_a_run_over_midnight_is_one_alarm_in_whatever_turn_it_goes_on(passes: Pass) -> None:
    for seconds in (-100, 60, 200):
        leaves = {"direction": Direction.EXIT} if seconds == 60 else {}
        passes(1, MIDNIGHT + seconds, **leaves)
        with clock.standing_still(NOW + timedelta(seconds=MIDNIGHT + 3600)):
            watch(Turn())
    assert patterns() == ["crossed_again"]


def test_the_day_of_a_run_is_that_on_which_its_first_look_was_opened(passes: Pass) -> None:
    for seconds in (3600, 3690, -2, 90):  # the clock is set back meanwhile
        leaves = {"direction": Direction.EXIT} if seconds in {3690, 90} else {}
        passes(1, MIDNIGHT + seconds, **leaves)
        with clock.standing_still(NOW + timedelta(seconds=MIDNIGHT + 7200)):
            watch(Turn())
    assert patterns() == ["crossed_again", "crossed_again"]  # one of each day


def test_the_desks_of_one_step_do_not_hide_each_other(passes: Pass, watches: Watch) -> None:
    begins = {"Desk 1": 0, "Desk 2": 600}
    for number in range(9):
        for person, (desk, first) in enumerate(begins.items()):
            passes(10 * person + number, first + 2 * number, desk=desk)
    assert watches() == []
    for person, (desk, first) in enumerate(begins.items()):
        passes(30 + person, first + 20, desk=desk)
    assert sorted((each.pattern, each.desk) for each in watches()) == [
        ("burst", "Desk 1"),
        ("burst", "Desk 2"),
    ]


def test_a_clock_that_was_set_back_hides_nothing(passes: Pass, watches: Watch) -> None:
    passes(1, 1200)
    assert watches() == []
    passes(1, 1100, direction=Direction.EXIT)  # recorded after it, and by its clock before
    assert [each.pattern for each in watches()] == ["crossed_again"]


def test_what_came_after_the_answer_is_told_anew(
    passes: Pass, watches: Watch, supervisor: Actor
) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    (alarm,) = watches()
    with clock.standing_still(NOW + timedelta(seconds=120)):
        answer_alarm(
            actor=supervisor, alarm_id=alarm.id, answer="explained", motive="a driver turned round"
        )
    passes(1, 200)
    assert watches() == []  # one crossing after the answer is no pattern
    passes(1, 300, direction=Direction.EXIT)
    assert [each.people for each in watches()] == [2]


def test_a_document_that_waits_for_its_answer_is_not_read_whole_again(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(opened: list[UUID], decided: list[UUID]) -> dict[UUID, Look]:
        read.append(len(opened))
        return looks_of(opened, decided)

    monkeypatch.setattr(documents, "looks_of", counted)
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    passes(2, 100)
    watches()
    passes(1, 150)
    watches()
    assert read == [2, 0]


def test_a_turn_asks_no_more_for_many_desks_than_for_two(passes: Pass, watches: Watch) -> None:
    passes(1)
    watches()
    asked: list[int] = []
    for desks in (2, 9):
        for number in range(desks):
            passes(number + 10 * desks, 60 * number + 1000 * desks, desk=f"Desk {number}")
        with CaptureQueriesContext(connection) as queries:
            assert watches() == []
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_decision_in_sight_is_looked_at_once(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "STEP", 1)
    looked: list[int] = []

    def counted(opened: list[UUID], decided: list[UUID]) -> dict[UUID, Look]:
        looked.append(len(opened) + len(decided))
        return looks_of(opened, decided)

    monkeypatch.setattr(looking, "looks_of", counted)
    passes(1)
    watches()
    assert sum(looked) == 1


def test_a_turn_that_ends_among_its_alarms_leaves_the_rest_and_doubles_none(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        passes(number, 60 * number)
        passes(number, 60 * number + 30, direction=Direction.EXIT)
    told: list[int] = []

    def breaks(findings: list[Finding]) -> int:
        told.append(len(findings))
        if len(told) > 1:
            raise ConnectionError
        return raise_alarms(findings=findings)

    with monkeypatch.context() as broken:
        broken.setattr(watching, "raise_alarms", breaks)
        with pytest.raises(ConnectionError):
            watches()
    assert (told[0], Alarm.objects.count()) == (3, 3)  # few are written at a time
    assert [each.pattern for each in watches()] == ["crossed_again"] * 5


def test_what_another_worker_told_meanwhile_is_not_told_again(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    held = watching._held

    def after_the_other(step: watching._Step) -> bool:
        monkeypatch.setattr(watching, "_held", held)
        raise_alarms(findings=list(watching._found(step)))
        return held(step)

    monkeypatch.setattr(watching, "_held", after_the_other)
    assert len(watches()) == 1
