"""Workers side by side: none runs what another runs, none waits for another."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection, transaction

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.errors import MoeliError
from moeli.platform.jobs import attempts, queue
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.services import cancel
from moeli.platform.jobs.worker import Worker
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.notices.models import Notice
from tests.platform.jobs.yard import Yard, ask, effects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
WORKER, JOBS, WORKERS = Worker(), 12, 3


def test_each_job_runs_once_with_several_workers(yard: Yard) -> None:
    for number in range(JOBS):
        ask(f"job {number}")
    gate = Barrier(WORKERS)

    def work(_number: int) -> int:
        try:
            gate.wait()
            return Worker().run_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(work, range(WORKERS)))
    assert sum(done) >= JOBS
    assert all(effects(f"job {number}") == [0, 1, 2, 3] for number in range(JOBS))
    assert set(JobRow.objects.values_list("state", "turn")) == {("done", 1)}


def test_a_worker_passes_over_what_another_is_taking(yard: Yard) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: the second waits for the first")
    first, second = ask("a"), ask("b")

    def other() -> object:
        try:
            with transaction.atomic():
                return queue.take(clock.now())
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        mine = queue.take(clock.now())
        assert mine == first.id
        assert attempts.claim(mine)
        assert pool.submit(other).result(timeout=10) == second.id


def test_two_who_find_the_same_dead_worker_say_so_once(yard: Yard) -> None:
    job = ask("a")
    with transaction.atomic():
        held = attempts.claim(job.id)
    assert held
    for _ in range(2):
        attempts._give_up(held, "worker_died")
    job.refresh_from_db()
    assert job.state == "failed"
    assert Entry.objects.filter(verb="job.failed").count() == 1
    assert Notice.objects.get(kind="job.failed").times == 1


def test_a_step_that_records_and_a_cancellation_do_not_lock_each_other_out(yard: Yard) -> None:
    job, answers = ask("a"), list[Future[None]]()

    def call_off() -> None:
        try:
            with suppress(MoeliError):  # where one writes at a time, the job may end first
                cancel(actor=SYSTEM, job_id=job.id)
        finally:
            connection.close()

    def meanwhile(step: int) -> None:
        body = {"purpose": "test", "ids": []}
        record(NewEntry(verb="record.read", actor="t", subject="", body=body))
        if step == 1:
            answers.append(pool.submit(call_off))
            time.sleep(0.2)

    with ThreadPoolExecutor(1) as pool:
        yard.before = meanwhile
        WORKER.run_due()
    answers[0].result(timeout=20)
    job.refresh_from_db()
    assert (job.state, job.attempts) in {("cancelled", 1), ("done", 1)}
    assert effects("a") == list(range(job.done))
