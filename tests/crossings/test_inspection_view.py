"""What the officer sees of an inspection, and that every look is journaled."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.selectors import State, inspection_view, recent_at
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import CITIZEN, NOW, OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
Decide = Callable[..., Decision]


def last_read() -> dict[str, object]:
    entry = Entry.objects.filter(verb="record.read").order_by("-sequence").select_related("body")
    return dict(opened([entry[0]])[0].body)


def test_an_open_inspection_shows_the_document_with_its_fields(open_: Open, officer: Actor) -> None:
    view = inspection_view(officer, open_().id)
    assert view.state is State.OPEN
    assert view.document is not None
    assert view.document.document_number == "L898902C3"
    assert view.document.fields["document_number"].status == "verified"
    assert view.offered[0] is Outcome.ADMITTED


def test_looking_is_journaled_with_every_record_that_is_shown(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    earlier = open_()
    decide(earlier.id)
    with clock.standing_still(NOW + timedelta(days=3)):
        now = open_()
        inspection_view(officer, now.id)
    assert last_read() == {
        "purpose": "inspection:primary_inspection",
        "ids": [str(now.id), str(earlier.id)],
    }


def test_earlier_decisions_on_the_same_document_are_shown_latest_first(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    decide(open_().id)
    with clock.standing_still(NOW + timedelta(days=1)):
        decide(open_(direction=Direction.EXIT).id, Outcome.DEPARTED)
    with clock.standing_still(NOW + timedelta(days=2)):
        decide(open_(zone=CITIZEN).id)
        earlier = inspection_view(officer, open_().id).earlier
    assert [(each.direction, each.outcome) for each in earlier] == [
        (Direction.EXIT, Outcome.DEPARTED),
        (Direction.ENTRY, Outcome.ADMITTED),
    ]


def test_at_most_twenty_earlier_decisions_are_shown(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    for day in range(22):
        with clock.standing_still(NOW + timedelta(days=day)):
            decide(open_().id)
    with clock.standing_still(NOW + timedelta(days=30)):
        assert len(inspection_view(officer, open_().id).earlier) == 20


def test_history_needs_its_own_action(open_: Open, decide: Decide) -> None:
    decide(open_().id)
    newcomer = officer_at("MSB", OFFICER_ACTIONS - {"history.read"})
    assert inspection_view(newcomer, open_(actor=newcomer).id).earlier == ()


def test_a_decided_inspection_no_longer_opens_the_document(
    open_: Open, decide: Decide, officer: Actor
) -> None:
    inspection = open_()
    decide(inspection.id)
    view = inspection_view(officer, inspection.id)
    assert (view.state, view.decided) == (State.DECIDED, Outcome.ADMITTED)
    assert (view.document, view.earlier) == (None, ())


def test_a_superseded_or_stale_inspection_says_so_and_shows_nothing(
    open_: Open, officer: Actor
) -> None:
    superseded, latest = open_(), open_(zone=CITIZEN)
    assert inspection_view(officer, superseded.id).state is State.SUPERSEDED
    with clock.standing_still(NOW + timedelta(minutes=31)):
        view = inspection_view(officer, latest.id)
    assert (view.state, view.document) == (State.STALE, None)


def test_absent_and_forbidden_are_the_same_answer_for_the_same_work(
    open_: Open, django_assert_num_queries: Callable[..., object]
) -> None:
    stranger, inspection = officer_at("MPB"), open_()
    for id in (inspection.id, uuid7()):
        with (
            django_assert_num_queries(1),  # type: ignore[attr-defined]  # an untyped fixture
            refused("absent"),
        ):
            inspection_view(stranger, id)


def test_without_a_journal_nothing_is_shown(open_: Open, officer: Actor) -> None:
    inspection = open_()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moeli_journal_entry RENAME TO moeli_journal_entry_lost")
    with refused("unavailable") as error:
        inspection_view(officer, inspection.id)
    assert error.value.status == 503


def test_the_list_of_the_desk_names_nobody(open_: Open, decide: Decide, officer: Actor) -> None:
    decide(open_().id)
    (recent,) = recent_at(officer, "MSB", "Desk 1", 5)
    assert (recent.outcome, recent.nationality) == (Outcome.ADMITTED, "UTO")
    assert recent_at(officer_at("MPB"), "MSB", "Desk 1", 5) == []
