"""Schedules: once when due, once after an outage, whatever the clock does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from moeli.platform import clock, room
from moeli.platform.jobs import schedules
from moeli.platform.jobs.models import JobRow, Schedule
from moeli.platform.jobs.worker import Worker
from moeli.platform.room import Job, JobRun
from tests.platform.jobs.yard import DAY
from tests.trying import examples

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
START = datetime(2026, 11, 24, 6, tzinfo=UTC)
EVERY = timedelta(hours=1)
LEAPS = st.lists(
    st.sampled_from([DAY, -DAY, timedelta(hours=-3), timedelta(0), timedelta(0)]), max_size=12
)


class Bell:
    """A schedule that counts its strokes."""

    def __init__(self) -> None:
        self.strokes = 0

    def strike(self, _run: JobRun) -> None:
        self.strokes += 1

    def jobs(self) -> dict[str, Job]:
        return {"bell": Job("bell", "Strike", self.strike, "job.see", every=EVERY)}


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[Bell]:
    made = Bell()
    monkeypatch.setattr(room, "jobs", made.jobs)
    return made


def look(at: datetime) -> None:
    with clock.standing_still(at):
        Worker().run_due()


def test_it_runs_at_the_first_look_and_then_once_an_hour(bell: Bell) -> None:
    for minutes in range(0, 181, 10):
        look(START + timedelta(minutes=minutes))
    assert bell.strokes == 4


def test_after_an_outage_it_runs_once_however_many_turns_were_missed(bell: Bell) -> None:
    look(START)
    look(START + 30 * DAY)
    look(START + 30 * DAY + timedelta(minutes=59))
    assert bell.strokes == 2


def test_a_clock_that_was_a_day_ahead_stops_it_for_one_turn_at_most(bell: Bell) -> None:
    look(START + DAY)
    look(START)
    look(START + EVERY)
    assert bell.strokes == 2


def test_while_the_last_turn_has_not_ended_no_second_one_waits(bell: Bell) -> None:
    for hours in range(5):
        with clock.standing_still(START + hours * EVERY):
            schedules.ask_for_due(clock.now())
    assert JobRow.objects.count() == 1
    look(START + 5 * EVERY)
    assert bell.strokes == 1


def test_of_the_turns_that_ended_well_only_the_last_is_kept(bell: Bell) -> None:
    for hours in range(5):
        look(START + hours * EVERY)
    assert JobRow.objects.count() == 1


@given(leaps=LEAPS)
@example(leaps=[DAY, -DAY] * 6)
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_clock_wavers_it_neither_storms_nor_falls_silent(
    bell: Bell, leaps: list[timedelta]
) -> None:
    JobRow.objects.all().delete()
    Schedule.objects.all().delete()
    bell.strokes, shown = 0, START
    look(shown)
    for leap in leaps:
        shown += leap + timedelta(minutes=10)
        for seconds in range(3):
            look(shown + timedelta(seconds=seconds))
    forward = sum(leap > timedelta(0) for leap in leaps)
    assert bell.strokes <= 1 + forward + len(leaps) // 6 + 1
    before = bell.strokes
    look(shown + timedelta(seconds=3))
    look(shown + timedelta(seconds=3) + EVERY)
    assert bell.strokes > before


def test_two_workers_ask_once(bell: Bell) -> None:
    def ask() -> None:
        try:
            with clock.standing_still(START):
                schedules.ask_for_due(START)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        for each in [workers.submit(ask) for _ in range(2)]:
            each.result()
    assert JobRow.objects.count() == 1
