"""Asking for work, calling it off, trying again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor, Scope, actor_of
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.jobs import queue, services
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.worker import Worker
from moeli.platform.journal.models import Entry
from tests.platform.jobs.yard import Yard, ask, effects
from tests.signing_in import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
WORKER = Worker()


def holder(*actions: str, place: str = "") -> Actor:
    return Actor("someone", grants=(Scope("tester", place, frozenset(actions)),))


HANDLER = holder("job.see", "booth.enrol")


def test_a_job_and_its_place_in_the_queue_commit_with_the_change(yard: Yard) -> None:
    with transaction.atomic():
        job = services.enqueue(actor=SYSTEM, job="yard.write", arguments={"label": "a"})
        assert job.state == "waiting"
    assert queue.is_due(clock.now())
    assert WORKER.run_due() == 1
    assert effects("a") == [0, 1, 2, 3]


def test_of_a_change_that_is_rolled_back_no_job_is_left(yard: Yard) -> None:
    with transaction.atomic():
        services.enqueue(actor=SYSTEM, job="yard.write")
        transaction.set_rollback(True)
    assert not JobRow.objects.exists()
    assert not queue.is_due(clock.now())


def test_outside_a_transaction_nothing_can_be_asked_for(yard: Yard) -> None:
    with pytest.raises(RuntimeError):
        services.enqueue(actor=SYSTEM, job="yard.write")


def test_what_no_room_declares_cannot_be_asked_for(yard: Yard) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        services.enqueue(actor=SYSTEM, job="nobody.knows")


def test_a_key_is_one_job_until_that_has_ended(yard: Yard) -> None:
    first, second = ask("a", key="list-7"), ask("b", key="list-7")
    assert first.id == second.id
    assert ask("c", key="list-8").id != first.id
    assert ask("c", name="yard.clean", key="list-7").id != first.id
    assert WORKER.run_due() == 3
    assert ask("d", key="list-7").id != first.id


def test_without_a_key_each_is_a_job_of_its_own(yard: Yard) -> None:
    assert ask("a").id != ask("a").id


def test_who_waits_is_cancelled_at_once_and_never_runs(yard: Yard) -> None:
    job = ask("a")
    services.cancel(actor=HANDLER, job_id=job.id)
    job.refresh_from_db()
    assert (job.state, bool(job.ended_at)) == ("cancelled", True)
    WORKER.run_due()
    assert effects("a") == []
    assert Entry.objects.get(verb="job.cancelled").actor == "someone"


def test_who_runs_ends_after_its_present_step(yard: Yard) -> None:
    job = ask("a")
    yard.after = lambda _step: services.cancel(actor=HANDLER, job_id=job.id)
    WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, job.done, effects("a")) == ("cancelled", 2, [0, 1])


def test_what_was_cancelled_goes_on_from_its_cursor_when_tried_again(yard: Yard) -> None:
    job = ask("a")
    yard.after = lambda _step: services.cancel(actor=HANDLER, job_id=job.id)
    WORKER.run_due()
    yard.after = lambda _step: None
    services.retry(actor=HANDLER, job_id=job.id)
    WORKER.run_due()
    job.refresh_from_db()
    assert (job.state, effects("a")) == ("done", [0, 1, 2, 3])


def test_what_has_ended_cannot_be_cancelled_and_what_is_well_not_tried_again(yard: Yard) -> None:
    job = ask("a")
    assert code_of(services.retry, job.id) == "not_failed"
    WORKER.run_due()
    assert code_of(services.cancel, job.id) == "already_ended"
    assert code_of(services.retry, job.id) == "not_failed"


def test_of_two_with_one_key_only_one_is_tried_again(yard: Yard) -> None:
    job = ask("a", key="k")
    services.cancel(actor=HANDLER, job_id=job.id)
    ask("b", key="k")
    assert code_of(services.retry, job.id) == "asked_again"


def test_a_retry_applied_twice_gives_one_more_life_not_two(yard: Yard) -> None:
    from moeli.platform.jobs import projectors
    from moeli.platform.journal.bodies import opened

    job = ask("a")
    services.cancel(actor=HANDLER, job_id=job.id)
    services.retry(actor=HANDLER, job_id=job.id)
    WORKER.run_due()
    [retried] = opened(Entry.objects.filter(verb="job.retried").select_related("body"))
    projectors.job_retried(retried)
    job.refresh_from_db()
    assert job.state == "done"


@pytest.mark.parametrize("act", [services.cancel, services.retry])
@pytest.mark.parametrize(
    "actor",
    [
        holder("job.see"),
        holder("booth.enrol"),
        holder("job.see", "people.manage"),
        holder("job.see", "booth.enrol", place="MPB"),
    ],
    ids=["not its action", "not the page", "another action", "another place"],
)
def test_who_may_not_handle_it_does_not_learn_that_it_exists(
    yard: Yard, actor: Actor, act: object
) -> None:
    job = ask("a", place="MSB")
    assert code_of(act, job.id, actor) == code_of(act, uuid7(), actor) == "absent"


def test_who_holds_the_action_at_the_place_may(yard: Yard) -> None:
    job = ask("a", place="MSB")
    services.cancel(actor=holder("job.see", "booth.enrol", place="MSB"), job_id=job.id)
    assert JobRow.objects.get().state == "cancelled"


@pytest.mark.parametrize("role", ["system_administrator", "primary_officer"])
def test_the_table_of_roles_says_who_sees_work(yard: Yard, role: str) -> None:
    actor = actor_of(person(role), clock.now() + timedelta(seconds=1))
    assert actor.may("job.see") == (role == "system_administrator")


def code_of(act: object, job_id: UUID, actor: Actor = HANDLER) -> str:
    with pytest.raises(MoeliError) as refused:
        act(actor=actor, job_id=job_id)  # type: ignore[operator]  # cancel or retry
    return refused.value.code
