"""Who is told what, once a cause, until somebody takes it on or the cause is gone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.platform import clock, room
from moeli.platform.access import matrix
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.notices import projectors, selectors
from moeli.platform.notices.escalation import escalate
from moeli.platform.notices.models import Notice
from moeli.platform.notices.services import acknowledge, raise_notice, settle_notice
from tests.platform.notices.conftest import Progress
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Holder = Callable[..., Actor]


def put(cause: str = "gate-1", place: str = "MSB", kind: str = "gate.stuck") -> Notice:
    raise_notice(kind=kind, place=place, cause=cause)
    return Notice.objects.waiting().get(kind=kind, place=place, cause=cause)


def happened(verb: str, subject: str, place: str = "MSB") -> None:
    body = {"name": "x", "token_hash": "00"}
    with transaction.atomic():
        record(NewEntry(verb=verb, actor="t", subject=subject, place=place, body=body))


def test_a_second_time_is_counted_and_makes_no_second_notice(holder: Holder) -> None:
    for _ in range(3):
        put()
    assert [each.times for each in selectors.waiting(holder("shift_supervisor", "MSB"))] == [3]


def test_another_cause_or_place_is_another_notice() -> None:
    put(), put("gate-2"), put(place="MPB")
    assert Notice.objects.count() == 3


def test_a_kind_that_no_room_declares_is_a_defect() -> None:
    with pytest.raises(KeyError):
        raise_notice(kind="nobody.knows", place="MSB", cause="x")


def test_it_is_told_to_the_role_at_its_place_only(holder: Holder) -> None:
    put()
    here, there = holder("shift_supervisor", "MSB"), holder("shift_supervisor", "MPB")
    everywhere, other = holder("shift_supervisor"), holder("list_owner")
    told = [selectors.count_waiting(each) for each in (here, there, everywhere, other)]
    assert told == [1, 0, 1, 0]


def test_without_a_place_every_holder_of_the_role_is_told(holder: Holder) -> None:
    put(place="")
    told = [selectors.count_waiting(holder("shift_supervisor", at)) for at in ("MSB", "MPB", "")]
    assert told == [1, 1, 1]


def test_the_first_who_takes_it_on_takes_it_from_all(holder: Holder) -> None:
    notice, lineo, tumelo = put(), holder("shift_supervisor", "MSB"), holder("shift_supervisor")
    acknowledge(actor=lineo, notice_id=notice.id)
    assert selectors.waiting(tumelo) == []
    assert code_of(tumelo, notice.id) == "already_closed"
    [closed] = selectors.closed(tumelo)
    assert (closed.acknowledged_by, bool(closed.acknowledged_at)) == (lineo.id, True)
    assert selectors.names_of([closed]) == {lineo.id: "Lineo Fictional"}
    assert Entry.objects.get(verb="notice.acknowledged").actor == lineo.id


def test_what_happens_again_after_that_is_a_new_notice(holder: Holder) -> None:
    acknowledge(actor=holder("shift_supervisor", "MSB"), notice_id=put().id)
    assert put().times == 1
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("role", "at"), [("list_owner", ""), ("shift_supervisor", "MPB")])
def test_who_was_not_told_does_not_learn_that_it_exists(holder: Holder, role: str, at: str) -> None:
    stranger = holder(role, at)
    assert code_of(stranger, put().id) == code_of(stranger, uuid7()) == "absent"


def test_a_verb_raises_and_another_settles() -> None:
    subject = str(uuid7())
    happened("access.booth_retired", subject)
    happened("access.booth_retired", subject)
    notice = Notice.objects.get()
    assert (notice.kind, notice.place, notice.cause, notice.times) == (
        "gate.stuck",
        "MSB",
        subject,
        2,
    )
    settle_notice(kind="gate.stuck", cause=subject)
    assert Notice.objects.get().settled_at


def test_an_entry_that_is_rolled_back_tells_nobody() -> None:
    with transaction.atomic():
        happened("access.booth_retired", str(uuid7()))
        assert Notice.objects.exists()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_verbs_that_no_kind_names_have_no_listener_of_ours() -> None:
    ours = [each for each in room.listeners("record.read") if each.verb == room.ANY_VERB]
    assert ours == []
    assert [each.verb for each in room.listeners("access.booth_retired")].count(room.ANY_VERB) == 1


def test_nobody_took_it_on_so_a_second_role_is_told(holder: Holder, run: Progress) -> None:
    put()
    headquarters = holder("immigration_hq")
    escalate(run)
    assert selectors.waiting(headquarters) == []
    with clock.standing_still(clock.now() + timedelta(minutes=16)):
        escalate(run)
        escalate(run)
    assert len(selectors.waiting(headquarters)) == 1
    assert Entry.objects.filter(verb="notice.escalated").count() == 1
    assert selectors.count_waiting(holder("shift_supervisor", "MSB")) == 1


def test_what_was_taken_on_in_time_goes_no_further(holder: Holder, run: Progress) -> None:
    acknowledge(actor=holder("shift_supervisor", "MSB"), notice_id=put().id)
    with clock.standing_still(clock.now() + timedelta(days=1)):
        escalate(run)
    assert selectors.closed(holder("immigration_hq")) == []


def test_a_notice_from_a_clock_that_was_ahead_is_passed_on_too(
    holder: Holder, run: Progress
) -> None:
    with clock.standing_still(clock.now() + timedelta(days=1)):
        put()
    escalate(run)
    assert Notice.objects.get().escalated_to == "immigration_hq"


def test_a_kind_without_a_second_role_waits(run: Progress) -> None:
    put(kind="list.old", place="")
    with clock.standing_still(clock.now() + timedelta(days=9)):
        escalate(run)
    assert Notice.objects.get().escalated_at is None


def test_an_acknowledgement_applied_twice_keeps_the_first(holder: Holder) -> None:
    from moeli.platform.journal.bodies import opened

    notice = put()
    acknowledge(actor=holder("shift_supervisor", "MSB"), notice_id=notice.id)
    before = Notice.objects.values().get()
    [entry] = opened(Entry.objects.filter(verb="notice.acknowledged").select_related("body"))
    with clock.standing_still(clock.now() + timedelta(hours=1)):
        projectors.notice_acknowledged(entry)
    assert Notice.objects.values().get() == before


@given(acts=st.lists(st.tuples(st.sampled_from("rrtsv"), st.integers(0, 1)), max_size=14))
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
def test_at_no_time_two_wait_for_one_cause(holder: Holder, acts: list[tuple[str, int]]) -> None:
    Notice.objects.all().delete()
    raised = 0
    supervisor = holder("shift_supervisor")
    for act, number in acts:
        cause = f"00000000-0000-7000-8000-00000000000{number}"
        waiting = Notice.objects.waiting().filter(cause=cause).first()
        if act == "r":
            raise_notice(kind="gate.stuck", place="MSB", cause=cause)
        elif act == "v":
            happened("access.booth_retired", cause)
        elif act == "t" and waiting:
            acknowledge(actor=supervisor, notice_id=waiting.id)
        elif act == "s":
            settle_notice(kind="gate.stuck", cause=cause)
        raised += act in "rv"
        assert Notice.objects.waiting().filter(cause=cause).count() <= 1
    assert sum(each.times for each in Notice.objects.all()) == raised


@pytest.mark.django_db(transaction=True)
def test_raised_by_several_at_once_it_is_one() -> None:
    gate = Barrier(4)

    def work(_number: int) -> None:
        try:
            gate.wait()
            with transaction.atomic():
                raise_notice(kind="gate.stuck", place="MSB", cause="gate-1")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert Notice.objects.get().times == 4


def test_the_house_itself_receives_nothing() -> None:
    put()
    assert selectors.waiting(SYSTEM) == []


def code_of(actor: Actor, notice_id: UUID) -> str:
    with pytest.raises(MoeliError) as refused:
        acknowledge(actor=actor, notice_id=notice_id)
    return refused.value.code


def test_whoever_a_kind_is_for_may_read_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    readers = set(matrix.roles_by_action()["notice.read"])
    for kind in room.notice_kinds().values():
        assert {kind.role, kind.escalate_to} - {""} <= readers
        assert {kind.verb, kind.settled_by} - {""} <= set(room.verbs())
