"""The job finds what was recorded, raises one alarm a cause, and costs the decision nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moeli.crossings import services
from moeli.crossings.afterwards.services import withdraw_decision
from moeli.crossings.capture import How
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.presence import watching
from moeli.crossings.presence.models import Alarm, Watched
from moeli.crossings.presence.watching import watch
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from tests.crossings.conftest import NOW, officer_at
from tests.crossings.presence.conftest import Pass, Turn, Type, Watch

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def kinds(alarms: list[Alarm]) -> list[str]:
    return sorted(each.pattern for each in alarms)


def test_an_ordinary_hour_raises_nothing(passes: Pass, types: Type, watches: Watch) -> None:
    for number in range(12):
        passes(number, number * 20)
    types(99, 300)
    assert watches() == []
    assert not Notice.objects.exists()


def test_in_and_out_within_minutes_is_told_to_the_supervisor(passes: Pass, watches: Watch) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    (alarm,) = watches()
    assert (alarm.pattern, alarm.place, alarm.people) == ("crossed_again", "MSB", 2)
    notice = Notice.objects.get()
    assert (notice.kind, notice.role, notice.cause) == (
        "presence.alarm",
        "shift_supervisor",
        str(alarm.id),
    )


def test_a_second_turn_raises_nothing_anew(passes: Pass, watches: Watch) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    assert len(watches()) == len(watches()) == 1


def test_the_halves_of_a_pattern_may_lie_in_two_turns(passes: Pass, watches: Watch) -> None:
    passes(1)
    assert watches() == []
    passes(1, 90, direction=Direction.EXIT)
    assert kinds(watches()) == ["crossed_again"]


def test_one_more_of_the_same_cause_is_the_same_alarm(passes: Pass, watches: Watch) -> None:
    for number in range(6):
        passes(number, 60 * number, how=How.UNKNOWN)
    assert kinds(watches()) == ["no_word"]
    passes(7, 600, how=How.UNKNOWN)
    assert kinds(watches()) == ["no_word"]
    assert Notice.objects.count() == 1


def test_ten_people_in_twenty_seconds_are_too_fast(
    passes: Pass, watches: Watch, officer: Actor, colleague: Actor
) -> None:
    for number in range(10):
        passes(number, 2 * number)
    for number in range(10, 20):  # as fast, but at two desks by two people
        by = officer if number % 2 else colleague
        passes(number, 300 + 2 * number, actor=by, desk=f"Desk {number % 2 + 2}")
    (alarm,) = watches()
    assert (alarm.pattern, alarm.officer, alarm.desk) == ("burst", officer.id, "Desk 1")


def test_numbers_typed_and_left_are_told(types: Type, watches: Watch) -> None:
    for number in range(12):  # the last one is still open
        types(number, 30 * number)
    assert kinds(watches()) == ["looked_only"]


def test_numbers_typed_above_the_cap_are_told(passes: Pass, watches: Watch) -> None:
    for number in range(41):
        passes(number, 30 * number, how=How.TYPED)
    assert kinds(watches()) == ["typed"]


def test_rows_of_a_list_beyond_a_bus_are_told(passes: Pass, watches: Watch) -> None:
    for number in range(61):
        passes(number, number, how=How.LIST_ROW)
    assert kinds(watches()) == ["list_rows"]


def test_one_document_at_two_ports_is_told_to_headquarters_too(
    passes: Pass, watches: Watch
) -> None:
    passes(1)
    passes(1, 600, actor=officer_at("MPB"), place="MPB", direction=Direction.EXIT)
    (alarm,) = watches()
    assert (alarm.pattern, alarm.place) == ("two_posts", "MPB")
    assert set(Notice.objects.values_list("role", flat=True)) == {
        "shift_supervisor",
        "immigration_hq",
    }


def test_a_decision_and_what_watches_it_meet_only_in_the_journal(
    passes: Pass, django_assert_num_queries: Callable[..., object]
) -> None:
    with CaptureQueriesContext(connection) as asked:
        passes(1)
    words = ("alarm", "watched", "jobs", "notices", "roster")
    assert not [query for query in asked if any(word in query["sql"].lower() for word in words)]


def test_a_turn_with_nothing_new_asks_a_handful_and_writes_nothing(
    passes: Pass, watches: Watch
) -> None:
    passes(1)
    watches()
    with CaptureQueriesContext(connection) as asked:
        watches()
    assert len(asked) <= 7
    assert not [query for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_turn_that_fails_leaves_the_step_to_the_next(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)

    def fails(**_given: object) -> int:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(watching, "raise_alarms", fails)
        with pytest.raises(ConnectionError):
            watches()
    assert kinds(watches()) == ["crossed_again"]


def test_small_steps_find_what_a_large_one_finds(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "STEP", 3)
    for number in range(10):
        passes(number, 2 * number)
    passes(1, 100, direction=Direction.EXIT)
    assert kinds(watches()) == ["burst", "crossed_again"]


def test_of_its_own_past_a_node_looks_at_the_last_day(passes: Pass) -> None:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    with clock.standing_still(NOW + timedelta(days=2)):
        watch(Turn())
    assert not Alarm.objects.exists()
    assert Watched.objects.get().sequence == Entry.objects.count()


def test_another_worker_that_was_faster_is_not_overtaken(
    passes: Pass, watches: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes(1)
    watches()
    passes(1, 90, direction=Direction.EXIT)
    monkeypatch.setattr(watching, "_held", lambda _step: False)
    assert watches() == []


def test_a_departure_voided_by_a_typed_number_is_told(
    passes: Pass, types: Type, watches: Watch, officer: Actor
) -> None:
    passes(1, direction=Direction.EXIT)
    with clock.standing_still(NOW + timedelta(minutes=20)):
        services.decide(
            actor=officer,
            inspection_id=types(1, 1200, direction=Direction.EXIT).id,
            outcome=Outcome.TURNED_BACK,
            ground="other_side_document",
            screening="not_offered",
            idempotency_key=uuid7(),
        )
    assert kinds(watches()) == ["turned_back_typed"]


def test_a_decision_undone_and_then_left_is_told(
    passes: Pass, watches: Watch, officer: Actor
) -> None:
    made = passes(1)
    with clock.standing_still(NOW + timedelta(seconds=8)):
        withdraw_decision(actor=officer, decision_id=made.id)
    assert watches() == []
    passes(2, 600)
    assert kinds(watches()) == ["undone_and_left"]
