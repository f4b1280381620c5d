"""Runs: begun once, kept sealed after each page, one window wins, finished or erased for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from moeli.forms import selectors, services
from moeli.forms.models import Draft, Run
from moeli.forms.running import Act
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.forms.conftest import NOW, Publish, answered, begun, send
from tests.forms.sheets import sheets
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NAME, AGE, CHILD = "/data/name", "/data/age", "/data/child"


@contextmanager
def later(seconds: float) -> Iterator[None]:
    with clock.standing_still(NOW + timedelta(seconds=seconds)):
        yield


def test_a_run_keeps_who_where_when_and_the_edition_it_began_with(
    publish: Publish, officer: Actor
) -> None:
    first = publish()
    run = begun(officer)
    publish(sheets(version="2", form_title="Other questions"))
    row = Run.objects.get(id=run.id)
    assert (row.begun_by, row.place, row.begun_at) == (officer.id, "MSB", NOW)
    assert (row.edition, row.sha256, row.number) == (first.id, first.sha256, 1)
    assert selectors.newer_than(row)
    assert selectors.open_run(officer, run.id).session.form.version == "1"
    assert begun(officer).number == 2


@pytest.mark.both_engines
def test_begun_twice_with_one_key_it_is_one_run(publish: Publish, officer: Actor) -> None:
    publish()
    key = uuid7()
    assert begun(officer, key=key).id == begun(officer, key=key).id
    assert Run.objects.count() == 1


def test_the_key_of_another_opens_nothing(
    publish: Publish, officer: Actor, supervisor: Actor
) -> None:
    publish()
    key = uuid7()
    begun(officer, key=key)
    with refused("absent"):
        begun(supervisor, key=key)


def test_a_form_of_tomorrow_is_not_begun_today(publish: Publish, officer: Actor) -> None:
    publish(day=clock.today() + timedelta(days=1))
    with refused("form_not_in_force"):
        begun(officer)
    with clock.standing_still(NOW + timedelta(days=1)):
        assert begun(officer).number == 1


def test_each_page_is_kept_and_the_run_goes_on_where_it_was(
    publish: Publish, officer: Actor
) -> None:
    publish()
    run = begun(officer)
    send(officer, run, NAME, 0, answer="Lineo")
    opened = selectors.open_run(officer, run.id)
    assert opened.session.current.key == AGE
    assert opened.session.values()[NAME] == "Lineo"
    assert (opened.draft.turn, opened.draft.behind) == (1, 1)


def test_what_does_not_fit_keeps_her_there_and_stands_as_she_typed_it(
    publish: Publish, officer: Actor
) -> None:
    publish()
    run = begun(officer)
    assert [p.code for p in send(officer, run, NAME, 0, answer="").problems] == ["required"]
    send(officer, run, NAME, 1, answer="Lineo")
    taken = send(officer, run, AGE, 2, answer="seven")
    assert [each.code for each in taken.problems] == ["not_an_integer"]
    opened = selectors.open_run(officer, run.id)
    assert opened.session.current.key == AGE
    assert opened.kept.typed == {AGE: ("seven",)}


def test_a_question_that_does_not_apply_is_passed(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    answered(officer, run, age="17")
    assert selectors.open_run(officer, run.id).session.current.kind == "end"
    other = begun(officer)
    answered(officer, other, age="18")
    assert selectors.open_run(officer, other.id).session.current.key == CHILD


def test_of_two_windows_one_wins_and_the_other_is_told(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    send(officer, run, NAME, 0, answer="Lineo")
    with refused("form_another_tab"):
        send(officer, run, NAME, 0, answer="Palesa")
    assert selectors.open_run(officer, run.id).session.values()[NAME] == "Lineo"


@pytest.mark.both_engines
def test_the_same_page_sent_twice_is_taken_once(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    send(officer, run, NAME, 0, answer="Lineo")
    again = send(officer, run, NAME, 0, answer="Lineo")
    assert again.session.current.key == AGE
    assert Draft.objects.get().turn == 1


def test_going_back_and_changing_an_answer_holds(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    answered(officer, run)
    at_first = selectors.open_run(officer, run.id, 0)
    assert at_first.session.current.key == NAME
    send(officer, run, NAME, 2, answer="Palesa")
    assert selectors.open_run(officer, run.id).session.values()[NAME] == "Palesa"


def test_nobody_looks_ahead_of_where_she_has_been(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    assert selectors.open_run(officer, run.id, 1).session.current.key == NAME
    assert selectors.open_run(officer, run.id, 999_999).session.current.key == NAME


def test_the_time_of_each_step_and_of_a_pause_are_told_apart(
    publish: Publish, officer: Actor
) -> None:
    publish()
    run = begun(officer)
    with later(12):
        send(officer, run, NAME, 0, answer="Lineo")
    with later(20):
        act = Act(AGE, "stay", (AGE,), {AGE: ("",)})
        services.pause(actor=officer, run_id=run.id, turn=1, act=act)
    with later(620):
        services.resume(actor=officer, run_id=run.id)
    with later(625):
        send(officer, run, AGE, 2, answer="17")
    kept = selectors.open_run(officer, run.id).kept
    assert kept.times == {NAME: 12.0, AGE: 13.0}
    assert kept.pauses == (600.0,)
    assert kept.seconds == 25


def test_an_hour_at_one_page_is_a_pause(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    with later(3600):
        send(officer, run, NAME, 0, answer="Lineo")
    kept = selectors.open_run(officer, run.id).kept
    assert (kept.times, kept.pauses) == ({}, (3600.0,))


def test_a_clock_that_was_set_back_takes_no_time_away(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    with later(-7200):
        send(officer, run, NAME, 0, answer="Lineo")
        send(officer, run, AGE, 1, answer="17")
        services.finish(actor=officer, run_id=run.id, turn=2)
    read = selectors.finished_run(officer, run.id)
    assert read.kept.backwards == 1
    assert read.row.seconds == 0


@pytest.mark.both_engines
def test_finished_answers_are_sealed_and_journaled_and_read_only_with_an_entry(
    publish: Publish, officer: Actor
) -> None:
    publish()
    run = begun(officer)
    answered(officer, run, name="CANARYNAME")
    ended = services.finish(actor=officer, run_id=run.id, turn=2)
    assert ended.finished_at == NOW
    assert b"CANARYNAME" not in bytes(ended.answers)
    assert not Draft.objects.exists()
    before = Entry.objects.filter(verb="record.read").count()
    assert selectors.finished_run(officer, run.id).session.values()[NAME] == "CANARYNAME"
    assert Entry.objects.filter(verb="record.read").count() == before + 1


def test_finished_twice_it_is_finished_once(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    answered(officer, run)
    services.finish(actor=officer, run_id=run.id, turn=2)
    services.finish(actor=officer, run_id=run.id, turn=2)
    assert Entry.objects.filter(verb="form.run_finished").count() == 1
    with refused("form_run_ended"):
        send(officer, run, NAME, 2, answer="Palesa")
    with refused("form_run_ended"):
        services.abandon(actor=officer, run_id=run.id)


def test_what_is_missing_keeps_a_run_open(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    with refused("form_unfinished"):
        services.finish(actor=officer, run_id=run.id, turn=0)


def test_a_review_of_an_earlier_turn_finishes_nothing(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    answered(officer, run)
    with refused("form_another_tab"):
        services.finish(actor=officer, run_id=run.id, turn=1)


@pytest.mark.both_engines
def test_an_abandoned_run_is_erased_with_its_key(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    send(officer, run, NAME, 0, answer="Lineo")
    draft = Draft.objects.get()
    ended = services.abandon(actor=officer, run_id=run.id)
    assert ended.abandoned_at == NOW
    assert not Draft.objects.exists()
    with refused("shredded"):
        selectors.kept_of(run, draft)


def test_hiding_a_page_keeps_what_was_half_typed(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    send(officer, run, NAME, 0, answer="Lineo")
    act = Act(AGE, "stay", (AGE,), {AGE: ("1x",)})
    services.pause(actor=officer, run_id=run.id, turn=1, act=act)
    assert selectors.open_run(officer, run.id).kept.typed == {AGE: ("1x",)}
    services.pause(actor=officer, run_id=run.id, turn=0, act=act)  # an old page hides all the same


@pytest.mark.parametrize("form_scope", ["care", "criminal", "shelter", "witness"])
def test_what_can_hurt_is_read_by_who_asked_alone(
    publish: Publish, officer: Actor, supervisor: Actor, form_scope: str
) -> None:
    publish(sheets(scope=form_scope))
    run = begun(officer)
    answered(officer, run)
    services.finish(actor=officer, run_id=run.id, turn=2)
    assert selectors.finished_run(officer, run.id)
    with refused("absent"):
        selectors.finished_run(supervisor, run.id)
    assert selectors.finished_runs(supervisor) == []


@pytest.mark.both_engines
def test_ordinary_answers_are_read_at_their_post(
    publish: Publish, officer: Actor, supervisor: Actor
) -> None:
    publish()
    run = begun(officer)
    answered(officer, run)
    services.finish(actor=officer, run_id=run.id, turn=2)
    assert [each.id for each in selectors.finished_runs(supervisor)] == [run.id]
    assert selectors.finished_run(supervisor, run.id).runner == "Lineo Fictional"


def test_a_run_of_another_is_nobodys(publish: Publish, officer: Actor, supervisor: Actor) -> None:
    publish()
    run = begun(officer)
    for call in (
        lambda: selectors.open_run(supervisor, run.id),
        lambda: services.resume(actor=supervisor, run_id=run.id),
        lambda: services.abandon(actor=supervisor, run_id=run.id),
        lambda: services.finish(actor=supervisor, run_id=run.id, turn=0),
        lambda: send(supervisor, run, NAME, 0, answer="x"),
        lambda: selectors.finished_run(supervisor, run.id),
        lambda: selectors.run_media(supervisor, run.id, "face.png"),
    ):
        with refused("absent"):
            call()


def test_the_scope_of_the_form_names_the_key(publish: Publish, officer: Actor) -> None:
    publish(sheets(scope="witness"))
    run = begun(officer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scope FROM moeli_vault_datakey WHERE subject = %s", [f"run:{run.id}"]
        )
        assert cursor.fetchall() == [("witness",)]


def test_whoever_is_bound_to_posts_runs_forms_at_one_of_them(
    publish: Publish, officer: Actor
) -> None:
    publish()
    for place in ("", "MPB"):
        with refused("absent"):
            services.begin(actor=officer, form="few", idempotency_key=uuid7(), place=place)
