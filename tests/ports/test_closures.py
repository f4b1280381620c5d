"""Closing and reopening: who may, what is refused, who is told, and that no decision is stopped."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from moeli.crossings import services as crossings
from moeli.crossings.outcomes import Direction
from moeli.demo.specimens import specimens
from moeli.platform import clock, node, room
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.ports import projectors, selectors, services
from moeli.ports.models import Closure
from moeli.ports.states import StateKind
from tests.ports.conftest import in_role
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NOON = datetime(2026, 11, 25, 10, tzinfo=UTC)  # 12:00 in Lesotho
NIGHT = datetime(2026, 11, 25, 20, tzinfo=UTC)  # 22:00 in Lesotho
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


def close(actor: Actor, begins_at: datetime = NOON, **other: object) -> Closure:
    asked: dict[str, object] = {"reason": "snow", "place": "SAP", **other}
    closure = services.NewClosure(begins_at=begins_at, **asked)  # type: ignore[arg-type]  # varied by the tests
    return services.close_port(actor=actor, closure=closure)


def reopen_at(actor: Actor, moment: datetime) -> None:
    with clock.standing_still(moment):
        services.reopen_port(actor=actor, place="SAP")


def test_a_closure_holds_from_its_first_instant_until_it_is_ended(supervisor: Actor) -> None:
    close(supervisor, expected_until=NOON + HOUR)
    assert selectors.closure_at("SAP", NOON - INSTANT) is None
    assert selectors.closure_at("SAP", NOON)
    assert selectors.closure_at("SAP", NOON + 5 * HOUR), "what was expected does not end it"
    reopen_at(supervisor, NOON + 6 * HOUR)
    assert selectors.closure_at("SAP", NOON + 6 * HOUR - INSTANT)
    assert selectors.closure_at("SAP", NOON + 6 * HOUR) is None
    assert selectors.closure_at("MTP", NOON) is None


def test_the_state_says_open_closed_by_hours_and_closed_by_event(supervisor: Actor) -> None:
    assert selectors.state("SAP", NOON).kind is StateKind.OPEN
    night = selectors.state("SAP", NIGHT)
    assert (night.kind, night.until) == (
        StateKind.CLOSED_HOURS,
        datetime(2026, 11, 26, 4, tzinfo=UTC),
    )
    close(supervisor, expected_until=NOON + HOUR)
    snow = selectors.state("SAP", NOON)
    assert (snow.kind, snow.reason, snow.until) == (StateKind.CLOSED_EVENT, "snow", NOON + HOUR)
    assert selectors.state("SAP", NIGHT).kind is StateKind.CLOSED_EVENT


def test_hours_that_were_not_found_never_close_a_port() -> None:
    unknown = selectors.state("PKB", NIGHT)
    assert unknown.is_open
    assert "not found" in str(unknown.sentence)


@pytest.mark.parametrize("moment", [NOON, NIGHT])
def test_an_emergency_crossing_stays_possible_and_the_sentence_says_so(
    supervisor: Actor, moment: datetime
) -> None:
    close(supervisor)
    assert "stays possible" in str(selectors.state("SAP", moment).sentence)
    with clock.standing_still(moment):
        made = crossings.open_inspection(
            actor=SYSTEM,
            zone=specimens()["lesotho"].zone,
            direction=Direction.ENTRY,
            place="SAP",
            desk="Desk 1",
            reason="",
        )
    assert made.place == "SAP"


@given(st.integers(-5, 15), st.integers(0, 10))
def test_a_span_of_time_was_closed_where_it_touches_the_closure(start: int, length: int) -> None:
    Closure.objects.all().delete()
    Closure.objects.create(place="SAP", reason="snow", begins_at=NOON, ended_at=NOON + 5 * HOUR)
    begins, ends = NOON + start * HOUR, NOON + (start + length) * HOUR
    touches = length > 0 and start < 5 and start + length > 0
    assert selectors.was_closed("SAP", begins, ends) is touches


def test_a_closure_called_off_before_it_began_never_held(supervisor: Actor) -> None:
    close(supervisor, NOON + HOUR)
    reopen_at(supervisor, NOON)
    assert not selectors.was_closed("SAP", NOON - HOUR, NOON + 9 * HOUR)


def test_neighbours_and_headquarters_are_told_until_it_is_over(supervisor: Actor) -> None:
    made = close(supervisor)
    told = set(Notice.objects.filter(cause=str(made.id)).values_list("role", "place"))
    assert told == {
        ("shift_supervisor", "MTP"),
        ("shift_supervisor", "NGG"),
        ("immigration_hq", ""),
    }
    reopen_at(supervisor, NOON + HOUR)
    assert not Notice.objects.waiting().exists()


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("bad_reason", {"reason": "boredom"}),
        ("bad_closure", {"expected_until": NOON}),
        ("long_note", {"note": "x" * 201}),
        ("absent", {"place": "MSB"}),
        ("absent", {"place": "XXX"}),
        ("absent", {"place": ""}),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_written(
    supervisor: Actor, code: str, asked: dict[str, object]
) -> None:
    with refused(code):
        close(supervisor, **asked)
    assert not Closure.objects.exists()
    assert not Notice.objects.exists()


def test_a_port_is_closed_once_and_reopened_once(supervisor: Actor) -> None:
    close(supervisor)
    with refused("port_already_closed"):
        close(supervisor)
    reopen_at(supervisor, NOON + HOUR)
    with refused("not_closed"):
        reopen_at(supervisor, NOON + HOUR)


def test_an_officer_neither_closes_nor_reopens(supervisor: Actor) -> None:
    close(supervisor)
    officer = in_role("primary_officer", "SAP")
    for act in (lambda: close(officer), lambda: reopen_at(officer, NOON)):
        with refused("absent"):
            act()


def test_the_entries_written_again_change_nothing(supervisor: Actor) -> None:
    made = close(supervisor, note=" Road blocked ")
    reopen_at(supervisor, NOON + HOUR)
    before = Closure.objects.values().get()
    assert before["note"] == "Road blocked"
    entries = Entry.objects.filter(subject=str(made.id)).in_order().select_related("body")
    closed, reopened = opened(entries)
    for _again in range(2):
        projectors.port_closed(closed)
        projectors.port_reopened(reopened)
    assert Closure.objects.values().get() == before
    Closure.objects.all().delete()
    projectors.port_closed(closed)
    projectors.port_reopened(reopened)
    assert Closure.objects.values().get() == before
    assert all(room.verbs()[each.verb].render(each) for each in (closed, reopened))


def test_the_first_day_that_counts_is_unknown_until_somebody_says_it() -> None:
    assert selectors.live_from("SAP") is None


def test_a_post_knows_its_own_first_day_and_no_other(tmp_path: Path, settings: Settings) -> None:
    node.load_or_make(tmp_path, role=node.Role.POST, port="SAP", live_from=date(2026, 12, 1))
    settings.MOELI_HOME = tmp_path
    node.current.cache_clear()
    try:
        assert selectors.live_from("SAP") == date(2026, 12, 1)
        assert selectors.live_from("MSB") is None
    finally:
        node.current.cache_clear()


def test_a_closure_is_named_by_its_id_alone(supervisor: Actor) -> None:
    made = close(supervisor, note="Road blocked")
    assert str(made) == f"closure {UUID(str(made.id))}"
