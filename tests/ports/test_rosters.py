"""The roster: who may write it, what clashes, and that it counts desks and ranks nobody."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.ports import projectors, selectors, services
from moeli.ports.models import RosterLine
from moeli.ports.services import NewLine
from moeli.ports.spans import Span
from tests.ports.conftest import in_role
from tests.refusals import refused
from tests.signing_in import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def day() -> date:
    return clock.today()


@pytest.fixture
def officer() -> User:
    return person("primary_officer", "SAP")


@pytest.fixture
def line(officer: User, day: date) -> NewLine:
    return NewLine(
        place="SAP",
        day=day,
        desk="Desk 1",
        officer=str(officer.id),
        starts=time(6),
        ends=time(14),
    )


def test_a_line_stands_on_the_roster_of_its_day(supervisor: Actor, line: NewLine) -> None:
    made = services.roster(actor=supervisor, line=replace(line, desk=" Desk 1 "))
    assert selectors.roster(supervisor, "SAP", line.day) == [made]
    assert made.desk == "Desk 1"
    assert str(made) == f"roster line {made.id}"


def test_a_line_taken_off_is_gone_and_the_journal_knows_both(
    supervisor: Actor, line: NewLine
) -> None:
    made = services.roster(actor=supervisor, line=line)
    services.unroster(actor=supervisor, place="SAP", line_id=made.id)
    assert selectors.roster(supervisor, "SAP", line.day) == []
    entries = Entry.objects.filter(subject=str(made.id)).in_order().select_related("body")
    added, removed = opened(entries)
    assert (added.verb, removed.verb) == ("roster.line_added", "roster.line_removed")
    for each in (added, removed):
        assert line.officer not in room.verbs()[each.verb].render(each)
    projectors.roster_line_added(added)
    projectors.roster_line_added(added)
    assert RosterLine.objects.get() == made
    projectors.roster_line_removed(removed)
    projectors.roster_line_removed(removed)
    assert not RosterLine.objects.exists()


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("bad_desk", {"desk": "  "}),
        ("bad_desk", {"desk": "x" * 25}),
        ("bad_shift", {"ends": time(6)}),
        ("bad_officer", {"officer": "nobody"}),
        ("absent", {"place": "MSB"}),
        ("absent", {"place": ""}),
    ],
)
def test_what_does_not_hold_is_refused(
    supervisor: Actor, line: NewLine, code: str, changed: dict[str, object]
) -> None:
    with refused(code):
        services.roster(actor=supervisor, line=replace(line, **changed))  # type: ignore[arg-type]  # varied
    assert not RosterLine.objects.exists()


def test_only_who_serves_at_the_port_is_put_on_its_roster(supervisor: Actor, line: NewLine) -> None:
    elsewhere = person("primary_officer", "MSB")
    with refused("bad_officer"):
        services.roster(actor=supervisor, line=replace(line, officer=str(elsewhere.id)))
    offered = [str(each.id) for each in selectors.officers(supervisor, "SAP", line.day)]
    assert offered == [line.officer]


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        (time(14), time(22), False),
        (time(13, 59), time(22), True),
        (time(22), time(6), False),
        (time(22), time(6, 1), False),
        (time(5), time(6), False),
        (time(5), time(6, 1), True),
    ],
)
def test_an_officer_has_one_desk_at_a_time(
    supervisor: Actor, line: NewLine, starts: time, ends: time, clashes: bool
) -> None:
    services.roster(actor=supervisor, line=line)
    other = replace(line, desk="Desk 2", starts=starts, ends=ends)
    if clashes:
        with refused("officer_busy"):
            services.roster(actor=supervisor, line=other)
    else:
        services.roster(actor=supervisor, line=other)


def test_a_night_reaches_into_the_next_day(supervisor: Actor, line: NewLine, day: date) -> None:
    services.roster(actor=supervisor, line=replace(line, starts=time(22), ends=time(6, 1)))
    with refused("officer_busy"):
        services.roster(
            actor=supervisor, line=replace(line, day=date.fromordinal(day.toordinal() + 1))
        )


def test_a_desk_has_one_officer_at_a_time(supervisor: Actor, line: NewLine) -> None:
    services.roster(actor=supervisor, line=line)
    second = str(person("primary_officer", "SAP").id)
    with refused("desk_taken"):
        services.roster(actor=supervisor, line=replace(line, officer=second))


def test_a_line_of_another_place_cannot_be_taken_off(supervisor: Actor, line: NewLine) -> None:
    made = services.roster(actor=supervisor, line=line)
    with refused("absent"):
        services.unroster(actor=in_role("shift_supervisor", "MSB"), place="MSB", line_id=made.id)
    with refused("absent"):
        services.unroster(actor=supervisor, place="SAP", line_id=uuid7())
    assert RosterLine.objects.exists()


def test_an_officer_neither_sees_nor_writes_a_roster(line: NewLine) -> None:
    officer = in_role("primary_officer", "SAP")
    with refused("absent"):
        services.roster(actor=officer, line=line)
    with refused("absent"):
        selectors.roster(officer, "SAP", line.day)


@given(st.times(), st.times())
def test_a_line_spans_the_hours_it_names(starts: time, ends: time) -> None:
    day = date(2026, 12, 31)
    assert RosterLine(day=day, starts=starts, ends=ends).span() == Span(starts, ends).on(day)
