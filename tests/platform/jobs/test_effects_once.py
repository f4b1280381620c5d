"""At least once, effects once: whatever is asked, dies, is stopped or called off, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.errors import MoeliError
from moeli.platform.jobs import services
from moeli.platform.jobs.models import JobRow, Schedule
from moeli.platform.jobs.worker import Worker
from tests.platform.jobs.yard import DAY, MINUTE, BrokenError, Killed, Yard, ask, effects
from tests.trying import examples

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
START = datetime(2026, 11, 24, 6, tzinfo=UTC)
TROUBLES = st.sampled_from(["none", "none", "killed", "broken", "stopped", "cancelled"])


class House(RuleBasedStateMachine):
    """A worker's life with a troubled machine."""

    yard: Yard

    def __init__(self) -> None:
        super().__init__()
        JobRow.objects.all().delete()
        Schedule.objects.all().delete()
        self.now = START
        self.asked: dict[str, JobRow] = {}

    @rule(steps=st.integers(1, 4), keyed=st.booleans())
    def ask(self, steps: int, keyed: bool) -> None:
        label = uuid4().hex  # effects outlive an example, so no two may share a label
        with clock.standing_still(self.now):
            job = ask(label, arguments={"steps": steps}, key="k" if keyed else "")
        self.asked.setdefault(str(job.id), job)

    @rule(at=st.integers(0, 3), trouble=TROUBLES, late=st.booleans())
    def run(self, at: int, trouble: str, late: bool) -> None:
        """One attempt; `trouble` strikes at a step, before its commit or after it."""
        worker = Worker()

        def strike(step: int) -> None:
            if step == at:
                self._strike(trouble, worker)

        calm = self.yard.before
        self.yard.before, self.yard.after = (calm, strike) if late else (strike, calm)
        try:
            with clock.standing_still(self.now):
                worker.turn()
        except Killed:
            pass
        finally:
            self.yard.before = self.yard.after = lambda _step: None

    @rule(number=st.integers(0, 9), act=st.sampled_from([services.cancel, services.retry]))
    def handle(self, number: int, act: object) -> None:
        if number < len(self.asked):
            job = list(self.asked.values())[number]
            try:
                with clock.standing_still(self.now):
                    act(actor=SYSTEM, job_id=job.id)  # type: ignore[operator]  # cancel or retry
            except MoeliError:
                pass

    @rule(leap=st.sampled_from([MINUTE, 2 * MINUTE, timedelta(hours=2), DAY, -DAY]))
    def tell_the_time(self, leap: timedelta) -> None:
        self.now += leap

    @invariant()
    def no_step_is_there_twice_or_without_the_one_before(self) -> None:
        for job in self.rows():
            assert effects(job.arguments["label"]) == list(range(job.done))

    def teardown(self) -> None:
        """Left in peace, everything ends, and what is done is whole."""
        for _ in range(8):
            self.now += timedelta(hours=3)
            with clock.standing_still(self.now):
                Worker().run_due()
        for job in self.rows():
            assert job.state in {"done", "failed", "cancelled"}
            if job.state == "done":
                assert job.done == job.arguments["steps"]
        self.no_step_is_there_twice_or_without_the_one_before()

    def rows(self) -> Iterator[JobRow]:
        return JobRow.objects.filter(name="yard.write").iterator()

    def _strike(self, trouble: str, worker: Worker) -> None:
        if trouble == "killed":
            raise Killed
        if trouble == "broken":
            raise BrokenError
        if trouble == "stopped":
            worker.stop()
        if trouble == "cancelled":
            for job in JobRow.objects.filter(state="running"):
                JobRow.objects.filter(id=job.id).update(state="cancelling")


def test_whatever_happens_no_step_is_lost_or_done_twice(yard: Yard) -> None:
    House.yard = yard
    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=examples(25),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
