"""One attempt: what it keeps, how it ends, and what becomes of the job."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command

from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.platform.jobs import attempts, recovery
from moeli.platform.jobs.errors import JobError
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import LONGEST_DELAY, delay_after
from moeli.platform.jobs.worker import Worker
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from tests.platform.jobs.yard import DAY, MINUTE, BrokenError, Killed, Yard, ask, effects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
WORKER = Worker()
CANARY = "Palesa Mokhethi"


def breaking_at(step: int, error: BaseException) -> object:
    def strike(present: int) -> None:
        if present == step:
            raise error

    return strike


def test_progress_is_kept_with_its_step(yard: Yard) -> None:
    job = ask("a", arguments={"steps": 7})
    yard.before = breaking_at(3, BrokenError())
    WORKER.run_due()
    job.refresh_from_db()
    assert effects("a") == [0, 1, 2]
    assert (job.done, job.total, job.cursor) == (3, 7, {"next": 3})


def test_it_is_tried_again_later_from_its_cursor(yard: Yard) -> None:
    job = ask("a")
    yard.before = breaking_at(2, BrokenError())
    WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("waiting", 1, "BrokenError")
    yard.before = lambda _step: None
    WORKER.run_due()
    assert effects("a") == [0, 1]
    with clock.standing_still(clock.now() + delay_after(1) + timedelta(seconds=1)):
        WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, job.error, effects("a")) == ("done", "", [0, 1, 2, 3])


def test_the_pauses_double_up_to_an_hour() -> None:
    pauses = [delay_after(attempt).total_seconds() for attempt in range(1, 12)]
    assert pauses[:5] == [10, 20, 40, 80, 160]
    assert pauses[-1] == LONGEST_DELAY.total_seconds()
    assert delay_after(10_000) == LONGEST_DELAY


def test_after_its_last_attempt_it_has_failed_and_the_administrator_is_told(yard: Yard) -> None:
    job = ask("a", place="MSB")
    yard.before = breaking_at(1, MoeliError(JobError.NOT_FAILED))
    exhaust()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("failed", 3, "not_failed")
    assert Entry.objects.filter(verb="job.failed", subject=str(job.id)).count() == 1
    notice = Notice.objects.get(kind="job.failed")
    assert (notice.role, notice.place, notice.cause) == ("system_administrator", "MSB", str(job.id))


def test_a_failure_leaves_no_text_behind(yard: Yard, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask("a")
    yard.before = breaking_at(0, BrokenError(f"cannot read {CANARY}"))
    exhaust()
    assert "code=BrokenError" in caplog.text
    assert CANARY not in caplog.text
    assert all(CANARY not in str(row) for row in JobRow.objects.values())
    assert not library_rows()


def test_a_job_that_no_room_declares_any_more_fails_at_once(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask("a")
    monkeypatch.setattr("moeli.platform.room.jobs", dict)
    WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "KeyError")


def test_a_worker_that_is_stopped_puts_the_job_back_without_counting(yard: Yard) -> None:
    job, stopping = ask("a"), Worker()
    yard.before = lambda step: stopping.stop() if step == 1 else None
    stopping.work()
    job.refresh_from_db()
    assert (job.state, job.attempts, effects("a")) == ("waiting", 0, [0, 1])
    Worker().run_due()
    assert effects("a") == [0, 1, 2, 3]


def test_a_dead_worker_is_noticed_when_its_lease_is_over(yard: Yard) -> None:
    job = ask("a")
    die(yard, at=2)
    WORKER.run_due()
    assert JobRow.objects.get().state == "running"
    with clock.standing_still(clock.now() + recovery.LEASE + MINUTE):
        assert WORKER.run_due() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, effects("a")) == ("done", 2, [0, 1, 2, 3])


def test_a_job_that_kills_every_worker_fails(yard: Yard) -> None:
    job, now = ask("a"), clock.now()
    for death in range(4):
        with clock.standing_still(now + 2 * death * recovery.LEASE):
            die(yard, at=0, survives=death == 3)
    job.refresh_from_db()
    assert (job.state, job.error, effects("a")) == ("failed", "worker_died", [])


def test_a_dead_worker_is_noticed_though_the_clock_was_set_back(yard: Yard) -> None:
    ask("a")
    with clock.standing_still(clock.now() + DAY):
        die(yard, at=2)
    WORKER.run_due()
    assert (JobRow.objects.get().state, effects("a")) == ("done", [0, 1, 2, 3])


def test_a_pause_that_a_wrong_clock_set_is_brought_forward(yard: Yard) -> None:
    with clock.standing_still(clock.now() + DAY):
        ask("a")
    assert WORKER.run_due() == 1
    assert effects("a") == [0, 1, 2, 3]


def test_who_was_overtaken_writes_nothing_more(yard: Yard) -> None:
    job = ask("a")

    def overtaken(step: int) -> None:
        if step == 1:
            yard.after = lambda _step: None
            with clock.standing_still(clock.now() + DAY):
                Worker().run_due()

    yard.after = overtaken
    WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, job.attempts, effects("a")) == ("done", 2, [0, 1, 2, 3])


def test_a_cancelled_job_whose_worker_died_is_cancelled(yard: Yard) -> None:
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.jobs.services import cancel

    job = ask("a")
    die(yard, at=2)
    cancel(actor=SYSTEM, job_id=job.id)
    with clock.standing_still(clock.now() + DAY):
        WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, effects("a")) == ("cancelled", [0, 1])


def test_an_entry_delivered_twice_runs_once(yard: Yard) -> None:
    job = ask("a")
    attempts.perform(job.id)
    attempts.perform(job.id)
    assert WORKER.run_due() == 1  # the entry is taken off; the job does not wait
    assert effects("a") == [0, 1, 2, 3]


def test_the_worker_of_the_library_can_run_our_jobs(yard: Yard) -> None:
    ask("a")
    with signals_as_before():
        call_command(
            "db_worker", batch=True, startup_delay=False, interval=0, verbosity=0, reload=False
        )
    assert effects("a") == [0, 1, 2, 3]
    assert JobRow.objects.get().state == "done"


@contextmanager
def signals_as_before() -> Iterator[None]:
    """The library's worker leaves its handlers, which would end a later test with SystemExit."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def exhaust() -> None:
    now = clock.now()
    for hours in range(5):
        with clock.standing_still(now + timedelta(hours=2 * hours)):
            WORKER.run_due()


def die(yard: Yard, *, at: int, survives: bool = False) -> None:
    yard.before = breaking_at(at, Killed())
    if survives:
        WORKER.run_due()
    else:
        with pytest.raises(Killed):
            WORKER.run_due()
    yard.before = lambda _step: None


def library_rows() -> list[object]:
    from django_tasks_db.models import DBTaskResult

    return list(DBTaskResult.objects.values())


def test_the_doctor_says_when_nobody_works(yard: Yard) -> None:
    from moeli.platform.jobs.checks import somebody_works

    ask("a")
    assert somebody_works(databases=["default"]) == []
    with clock.standing_still(clock.now() + timedelta(minutes=11)):
        [told] = somebody_works(databases=["default"])
    assert told.id == "moeli.jobs.W001"
    assert somebody_works() == []
