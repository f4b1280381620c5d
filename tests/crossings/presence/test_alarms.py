"""Who sees an alarm and answers it, what an answer changes, and what is recorded of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.crossings.capture import How
from moeli.crossings.outcomes import Direction
from moeli.crossings.presence.answers import LONGEST, SHORTEST
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.projectors import alarm_answered, alarm_raised
from moeli.crossings.presence.selectors import alarm_view, alarms
from moeli.crossings.presence.services import answer_alarm
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor, Scope, actor_of
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.platform.room import Recorded
from tests.crossings.conftest import NOW
from tests.crossings.presence.conftest import Pass, Watch, at
from tests.refusals import refused
from tests.signing_in import person
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
MOTIVE = "Turned back by the other side, Thabo saw it"
Answers = Callable[..., Alarm]


@pytest.fixture
def alarm(passes: Pass, watches: Watch) -> Alarm:
    passes(1)
    passes(1, 90, direction=Direction.EXIT)
    return watches()[0]


@pytest.fixture
def answers(alarm: Alarm, supervisor: Actor) -> Answers:
    def answers(answer: str = "explained", by: Actor = supervisor, motive: str = MOTIVE) -> Alarm:
        with clock.standing_still(at(7200)):
            return answer_alarm(actor=by, alarm_id=alarm.id, answer=answer, motive=motive)

    return answers


def test_an_alarm_says_where_when_and_how_often_and_nothing_of_whom(
    alarm: Alarm, supervisor: Actor
) -> None:
    (line,) = alarms(supervisor).waiting
    assert (line.place, line.desk, line.people) == ("MSB", "Desk 1", 2)
    assert (line.first_at, line.last_at) == (at(5), at(95))
    assert not hasattr(line, "officer")


def test_opening_one_is_recorded_before_it_is_shown(alarm: Alarm, supervisor: Actor) -> None:
    view = alarm_view(supervisor, alarm.id)
    read = next(iter(opened(Entry.objects.filter(verb="record.read"))))
    assert (read.actor, read.place, read.body["purpose"]) == (supervisor.id, "MSB", "alarm")
    assert read.body["ids"] == [str(alarm.id), *alarm.evidence]
    assert [(each.direction, each.how, each.document) for each in view.shown] == [
        (Direction.ENTRY, How.WEDGE_SCAN, 1),
        (Direction.EXIT, How.WEDGE_SCAN, 1),
    ]


def test_what_the_house_itself_decided_is_under_its_name(
    passes: Pass, watches: Watch, supervisor: Actor
) -> None:
    passes(1, actor=SYSTEM)
    passes(1, 90, direction=Direction.EXIT, actor=SYSTEM)
    [alarm] = watches()
    assert alarm_view(supervisor, alarm.id).officers == ("Moeli",)


def test_an_answer_closes_it_settles_the_notice_and_lies_sealed(
    alarm: Alarm, answers: Answers, supervisor: Actor
) -> None:
    answered = answers()
    assert (answered.answer, answered.answered_by) == ("explained", supervisor.id)
    assert Notice.objects.get().settled_at
    assert alarm_view(supervisor, alarm.id).motive == MOTIVE
    with connection.cursor() as cursor:
        cursor.execute("SELECT motive FROM moeli_crossings_alarm")
        assert b"Thabo" not in bytes(cursor.fetchone()[0])


def test_what_is_followed_up_may_be_explained_later_and_then_no_more(answers: Answers) -> None:
    assert answers("followed_up").answer == "followed_up"
    assert answers().answer == "explained"
    with refused("alarm_explained"):
        answers("followed_up")


def test_nobody_answers_about_her_own_decisions(passes: Pass, watches: Watch) -> None:
    hers = actor_of(person("shift_supervisor", "MSB"), NOW, "MSB")
    passes(1)  # by an officer
    passes(1, 90, actor=hers, direction=Direction.EXIT)
    (alarm,) = watches()
    with refused("own_alarm"):
        answer_alarm(actor=hers, alarm_id=alarm.id, answer="explained", motive=MOTIVE)
    assert not alarm_view(hers, alarm.id).may_answer


def test_nor_where_another_did_the_last_of_them(passes: Pass, watches: Watch) -> None:
    hers = actor_of(person("shift_supervisor", "MSB"), NOW, "MSB")
    passes(1, actor=hers)
    passes(1, 90, direction=Direction.EXIT)
    with refused("own_alarm"):
        answer_alarm(actor=hers, alarm_id=watches()[0].id, answer="explained", motive=MOTIVE)


@pytest.mark.parametrize(
    ("answer", "motive", "code"),
    [
        ("maybe", MOTIVE, "bad_alarm_answer"),
        ("explained", " ok  ", "no_motive"),
        ("explained", "x" * 501, "no_motive"),
    ],
)
def test_half_an_answer_is_none(answers: Answers, answer: str, motive: str, code: str) -> None:
    with refused(code):
        answers(answer, motive=motive)


@given(motive=st.text(max_size=600))
@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_motive_is_taken_as_it_is_or_refused_in_a_sentence(
    alarm: Alarm, supervisor: Actor, motive: str
) -> None:
    Alarm.objects.update(answer="", answered_at=None)
    asked = {"actor": supervisor, "alarm_id": alarm.id, "answer": "explained", "motive": motive}
    if SHORTEST <= len(motive.strip()) <= LONGEST:
        answer_alarm(**asked)  # type: ignore[arg-type]  # drawn
        assert alarm_view(supervisor, alarm.id).motive == motive.strip()
    else:
        with pytest.raises(MoeliError, match="5 to 500 characters"):
            answer_alarm(**asked)  # type: ignore[arg-type]  # drawn


@pytest.mark.parametrize("place", ["MPB", ""])
def test_at_another_post_or_without_the_right_there_is_no_alarm(alarm: Alarm, place: str) -> None:
    actions = frozenset({"alarm.read", "alarm.answer"} if place else {"decision.make"})
    stranger = Actor(id=str(uuid7()), grants=(Scope("x", place, actions),))
    for look in (
        lambda: alarm_view(stranger, alarm.id),
        lambda: answer_alarm(actor=stranger, alarm_id=alarm.id, answer="explained", motive=MOTIVE),
    ):
        with refused("absent"):
            look()


def test_after_an_explanation_only_what_comes_later_raises_it_again(
    passes: Pass, watches: Watch, answers: Answers
) -> None:
    answers()
    assert watches() == []
    passes(1, 7300)
    assert watches() == []
    passes(1, 7400, direction=Direction.EXIT)
    (again,) = watches()
    assert again.people == 2


def of_post(recorded: Recorded) -> Recorded:
    return replace(recorded, node=uuid7())


def replayed(verb: str) -> Iterable[Recorded]:
    return list(opened(Entry.objects.filter(verb=verb).in_order()))


def test_the_journal_alone_tells_it_again_and_twice_changes_nothing(
    alarm: Alarm, answers: Answers
) -> None:
    answers("followed_up")
    before = Alarm.objects.values("pattern", "cause", "answer", "answered_by", "evidence").get()
    Alarm.objects.all().delete()
    for _ in range(2):
        for each in replayed("presence.alarm_raised"):
            alarm_raised(each)
        for each in replayed("presence.alarm_answered"):
            alarm_answered(each)
    after = Alarm.objects.values("pattern", "cause", "answer", "answered_by", "evidence").get()
    assert {k: bytes(v) if k == "cause" else v for k, v in after.items()} == {
        k: bytes(v) if k == "cause" else v for k, v in before.items()
    }


def test_what_a_post_raised_headquarters_reads_and_leaves_to_the_post(
    alarm: Alarm, supervisor: Actor
) -> None:
    (raised,) = (of_post(each) for each in replayed("presence.alarm_raised"))
    Alarm.objects.all().delete()
    alarm_raised(raised)
    view = alarm_view(supervisor, alarm.id)
    assert not view.own_node
    assert not view.may_answer
    with refused("alarm_of_a_post"):
        answer_alarm(actor=supervisor, alarm_id=alarm.id, answer="explained", motive=MOTIVE)


def test_no_post_answers_for_another(alarm: Alarm, answers: Answers) -> None:
    answers("followed_up")
    (answered,) = replayed("presence.alarm_answered")
    Alarm.objects.update(answer="", answered_at=None)
    alarm_answered(of_post(answered))
    assert Alarm.objects.get().answer == ""


def test_nobody_answers_about_herself_whatever_the_page_still_shows(
    alarm: Alarm, answers: Answers, supervisor: Actor
) -> None:
    Alarm.objects.filter(id=alarm.id).update(officer=supervisor.id)  # hers were not among the first
    assert not alarm_view(supervisor, alarm.id).may_answer
    with refused("own_alarm"):
        answers()
