"""How long somebody may stay: worked cases on both sides of every change, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings import tables
from moeli.crossings.outcomes import Direction
from moeli.crossings.stay import (
    Answer,
    Basis,
    Case,
    PermitHeld,
    StayProblem,
    answer,
)
from moeli.crossings.stay_table import STAY
from moeli.crossings.travellers import TravellerClass
from moeli.crossings.visits import Doubt, Movement, Records
from moeli.platform.dated import DatedRow, DatedTable

ENTRY, EXIT = Direction.ENTRY, Direction.EXIT
ALL_LIVE = Records({"MSB": date(2000, 1, 1), "MPB": date(2000, 1, 1)})
DAY = timedelta(days=1)


def came(day: date, **given: object) -> Movement:
    return Movement(ENTRY, day, "MSB", **given)  # type: ignore[arg-type]  # a test gives what it wants


def left(day: date) -> Movement:
    return Movement(EXIT, day, "MSB")


def ask(day: date, direction: Direction = ENTRY, **given: object) -> Answer:
    known: dict[str, object] = {
        "nationality": "ZAF",
        "traveller": TravellerClass.VISITOR,
        "records": ALL_LIVE,
        **given,
    }
    case = Case(day=day, direction=direction, **known)  # type: ignore[arg-type]  # as above
    return answer(case, STAY.as_delivered(), tables.groups(day))


def permit(kind: str, first: date, last: date | None, *, single: bool = False) -> PermitHeld:
    return PermitHeld(kind, first, last, single)


@pytest.mark.parametrize(
    ("day", "nationality", "rule", "days", "last"),
    [
        (date(2017, 3, 31), "ZAF", "visit", 30, date(2017, 4, 29)),
        (date(2017, 4, 1), "ZAF", "visit", 90, date(2017, 6, 29)),
        (date(2026, 11, 24), "BWA", "visit", 90, date(2027, 2, 21)),
        (date(2026, 11, 24), "D", "visit.short", 14, date(2026, 12, 7)),
        (date(2024, 2, 20), "D", "visit.short", 14, date(2024, 3, 4)),
    ],
)
def test_who_arrives_is_told_the_days_and_the_last_of_them(
    day: date, nationality: str, rule: str, days: int, last: date
) -> None:
    told = ask(day, nationality=nationality)
    assert told.rule is not None
    assert (told.rule.id, told.days_allowed, told.last_day) == (rule, days, last)
    assert (told.days_used, told.days_left, told.days_over) == (0, days, 0)
    assert told.rule.source
    assert told.verified is False
    assert [each.code for each in told.steps] == ["first_day", "days_of_rule", "last_day"]


@pytest.mark.parametrize(
    ("entry", "allowed"), [(date(2017, 3, 31), 30), (date(2017, 4, 1), 90), (date(2017, 4, 2), 90)]
)
def test_the_rule_of_the_first_day_holds_for_the_whole_visit(entry: date, allowed: int) -> None:
    told = ask(date(2017, 4, 10), EXIT, movements=[came(entry)])
    assert told.days_allowed == allowed
    assert told.days_used == (date(2017, 4, 10) - entry).days + 1


@pytest.mark.parametrize(
    ("leaves", "used", "left_over", "over", "problems"),
    [
        (date(2026, 1, 1), 1, 89, 0, ()),
        (date(2026, 3, 30), 89, 1, 0, ()),
        (date(2026, 3, 31), 90, 0, 0, ()),
        (date(2026, 4, 1), 91, 0, 1, (StayProblem.STAY_EXCEEDED,)),
    ],
)
def test_who_leaves_on_the_last_day_has_not_stayed_too_long_and_a_day_later_has(
    leaves: date, used: int, left_over: int, over: int, problems: tuple[StayProblem, ...]
) -> None:
    told = ask(leaves, EXIT, movements=[came(date(2026, 1, 1))])
    assert (told.days_used, told.days_left, told.days_over) == (used, left_over, over)
    assert told.problems == problems
    assert told.alarm == bool(over)


@pytest.mark.parametrize(
    ("records", "doubt"),
    [
        (Records({}), Doubt.NOT_LIVE),
        (Records({"MSB": date(2025, 1, 1), "MPB": None}), Doubt.NOT_LIVE),
        (Records({"MSB": date(2026, 1, 2)}), Doubt.NOT_LIVE),
        (Records({"MSB": date(2025, 1, 1)}, outage=True), Doubt.OUTAGE),
        (Records({"MSB": date(2025, 1, 1)}, open=False), Doubt.HISTORY_CLOSED),
    ],
)
def test_while_a_missing_record_proves_nothing_no_alarm_is_raised(
    records: Records, doubt: Doubt
) -> None:
    told = ask(date(2026, 6, 1), EXIT, movements=[came(date(2026, 1, 1))], records=records)
    assert told.alarm is False
    assert told.problems == (StayProblem.TO_BE_CHECKED,)
    assert told.doubts == (doubt,)


def test_on_the_first_day_of_one_post_nobody_has_stayed_too_long() -> None:
    today = date(2027, 1, 1)
    told = ask(today, EXIT, records=Records({"MSB": today, "MPB": None}))
    assert (told.alarm, told.days_over, told.days_used) == (False, 0, None)
    assert told.problems == (StayProblem.ENTRY_MISSING,)
    assert told.doubts == (Doubt.NOT_LIVE,)


def test_a_stamp_that_was_seen_begins_the_visit_and_alone_proves_nothing() -> None:
    seen = came(date(2026, 1, 1), declared=True)
    told = ask(date(2026, 6, 1), EXIT, movements=[seen])
    assert told.first_day == date(2026, 1, 1)
    assert told.days_over == (date(2026, 6, 1) - date(2026, 3, 31)).days
    assert (told.alarm, told.doubts) == (False, (Doubt.DECLARED,))
    both = ask(date(2026, 6, 1), EXIT, movements=[seen, came(date(2026, 1, 1))])
    assert both.alarm is True


@pytest.mark.parametrize(
    ("nationality", "traveller", "permits", "rule", "basis"),
    [
        ("LSO", TravellerClass.CITIZEN, (), "citizen", Basis.CITIZEN),
        ("LSO", TravellerClass.MINER, (), "citizen", Basis.CITIZEN),
        ("COD", TravellerClass.ASYLUM_SEEKER, (), "protection", Basis.PROTECTION),
        ("XXB", TravellerClass.REFUGEE, (), "protection", Basis.PROTECTION),
        ("FRA", TravellerClass.DIPLOMAT, (), "diplomat", Basis.SCAN_ONLY),
        ("IND", TravellerClass.RESIDENT, ("indefinite_permit",), "permit.indefinite", Basis.PERMIT),
        ("IND", TravellerClass.WORKER, ("work_permit",), "permit.stay", Basis.PERMIT),
        ("IND", TravellerClass.STUDENT, ("study_permit",), "permit.stay", Basis.PERMIT),
        ("IND", TravellerClass.VISITOR, ("visa_multiple",), "visa", Basis.VISA),
        ("IND", TravellerClass.VISITOR, ("temporary_permit",), "permit.temporary", Basis.VISA),
        ("ZAF", TravellerClass.FREQUENT, ("local_six_month",), "scan_only.permit", Basis.SCAN_ONLY),
        ("ZAF", TravellerClass.MINER, ("miner_card",), "scan_only.permit", Basis.SCAN_ONLY),
        ("ZAF", TravellerClass.LEARNER, ("learner_card",), "scan_only.permit", Basis.SCAN_ONLY),
        ("ZAF", TravellerClass.TRADER, (), "trader", Basis.VISIT),
        ("ZAF", TravellerClass.TRANSIT, (), "transit", Basis.VISIT),
        ("IND", TravellerClass.CREW, (), "crew", Basis.VISIT),
        ("IND", TravellerClass.TRANSIT, (), "visa.required", Basis.NONE),
        ("IND", TravellerClass.VISITOR, (), "visa.required", Basis.NONE),
        ("", TravellerClass.VISITOR, (), "visa.required", Basis.NONE),
    ],
)
def test_each_class_of_traveller_has_its_rule(
    nationality: str, traveller: TravellerClass, permits: tuple[str, ...], rule: str, basis: Basis
) -> None:
    held = [permit(each, date(2026, 1, 1), date(2026, 12, 31)) for each in permits]
    told = ask(date(2026, 6, 1), nationality=nationality, traveller=traveller, permits=held)
    assert told.rule is not None
    assert (told.rule.id, told.basis) == (rule, basis)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(Direction))
def test_a_citizen_is_never_told_days(day: date, direction: Direction) -> None:
    told = ask(day, direction, nationality="LSO", traveller=TravellerClass.CITIZEN)
    assert (told.days_allowed, told.days_used, told.days_left, told.days_over) == (None,) * 3 + (0,)
    assert (told.problems, told.alarm) == ((), False)


def test_who_needs_a_visa_and_shows_none_is_a_question_and_not_a_refusal() -> None:
    told = ask(date(2026, 6, 1), nationality="IND")
    assert told.problems == (StayProblem.VISA_MISSING,)
    assert ask(date(2026, 6, 1), EXIT, nationality="IND").problems == ()


@pytest.mark.parametrize(
    ("day", "last", "problems"),
    [
        (date(2026, 5, 31), None, (StayProblem.VISA_MISSING,)),
        (date(2026, 6, 1), date(2026, 6, 30), ()),
        (date(2026, 8, 20), date(2026, 8, 31), ()),
        (date(2026, 8, 31), date(2026, 8, 31), ()),
        (date(2026, 9, 1), None, (StayProblem.PERMIT_ENDED,)),
    ],
)
def test_a_visa_gives_its_days_and_never_longer_than_itself(
    day: date, last: date | None, problems: tuple[StayProblem, ...]
) -> None:
    visa = permit("visa_single", date(2026, 6, 1), date(2026, 8, 31), single=True)
    told = ask(day, nationality="IND", permits=[visa])
    assert (told.last_day, told.problems) == (last, problems)


def test_a_single_entry_is_used_once_and_a_multiple_again_and_again() -> None:
    before = [came(date(2026, 6, 1)), left(date(2026, 6, 5))]
    single = permit("visa_single", date(2026, 6, 1), date(2026, 8, 31), single=True)
    multiple = permit("visa_multiple", date(2026, 6, 1), date(2026, 11, 30))
    again = {"nationality": "IND", "movements": before}
    assert ask(date(2026, 6, 5), **again, permits=[single]).problems == (StayProblem.VISA_USED,)
    assert ask(date(2026, 7, 1), **again, permits=[single]).problems == (StayProblem.VISA_USED,)
    assert ask(date(2026, 7, 1), **again, permits=[multiple]).problems == ()
    leaving = ask(date(2026, 6, 5), EXIT, nationality="IND", movements=before[:1], permits=[single])
    assert (leaving.days_used, leaving.days_left) == (5, 25)


@pytest.mark.parametrize(
    ("last", "problems"),
    [
        (date(2026, 12, 31), ()),
        (date(2026, 6, 9), (StayProblem.PERMIT_ENDED,)),
        (date(2026, 6, 10), ()),
    ],
)
def test_a_residence_permit_is_looked_at_on_the_day_of_leaving(
    last: date, problems: tuple[StayProblem, ...]
) -> None:
    held = permit("residence_permit", date(2026, 1, 1), last)
    told = ask(
        date(2026, 6, 10),
        EXIT,
        nationality="IND",
        movements=[came(date(2026, 2, 1))],
        permits=[held],
    )
    assert (told.last_day, told.problems) == (last, problems)


def test_a_permit_that_begins_during_the_visit_lengthens_it() -> None:
    entered = came(date(2026, 1, 1))
    in_time = permit("residence_permit", date(2026, 4, 1), date(2028, 3, 31))
    too_late = permit("residence_permit", date(2026, 4, 2), date(2028, 3, 31))
    unending = permit("indefinite_permit", date(2026, 2, 1), None)
    leaves = date(2026, 6, 1)
    told = ask(leaves, EXIT, movements=[entered], permits=[in_time])
    assert (told.last_day, told.days_over) == (date(2028, 3, 31), 0)
    assert "lengthened" in [each.code for each in told.steps]
    assert ask(leaves, EXIT, movements=[entered], permits=[too_late]).days_over == 62
    assert ask(leaves, EXIT, movements=[entered], permits=[unending]).problems == ()


def test_an_exit_that_nobody_recorded_is_said_and_is_no_overstay() -> None:
    told = ask(date(2026, 6, 1), movements=[came(date(2020, 1, 1))])
    assert told.problems == (StayProblem.EXIT_MISSING,)
    assert (told.days_over, told.alarm, told.days_left) == (0, False, 90)


def window(days: int, of: int, since: date = date(2000, 1, 1)) -> DatedRow:
    value = {"rank": 1, "basis": "window", "days": days, "window": of}
    return DatedRow("window", value, "a test", verified=True, in_force_from=since)


def by_window(case: Case, days: int, of: int) -> Answer:
    return answer(case, DatedTable((window(days, of),)), {})


def test_in_a_rolling_window_earlier_visits_leave_fewer_days_and_fall_out_again() -> None:
    before = [came(date(2026, 1, 1)), left(date(2026, 1, 10))]
    given = {"nationality": "ZAF", "traveller": TravellerClass.VISITOR, "records": ALL_LIVE}
    now = Case(day=date(2026, 1, 20), direction=ENTRY, movements=before, **given)  # type: ignore[arg-type]  # a test's own
    told = by_window(now, 15, 30)
    # ten days used; five more are 20 to 24 January, when all ten are still in the window
    assert (told.days_allowed, told.last_day) == (5, date(2026, 1, 24))
    assert [(each.code, each.number) for each in told.steps][2:4] == [
        ("window", 30),
        ("days_before", 10),
    ]
    later = Case(day=date(2026, 1, 29), direction=ENTRY, movements=before, **given)  # type: ignore[arg-type]  # as above
    # on 31 January the window reaches back to 2 January: each day another early one falls out
    assert by_window(later, 15, 30).days_allowed == 15
    spent = Case(
        day=date(2026, 1, 12),
        direction=ENTRY,
        movements=before,
        **given,  # type: ignore[arg-type]  # as above
    )
    told = by_window(spent, 10, 30)
    assert (told.days_left, told.last_day) == (0, None)
    assert told.problems == (StayProblem.DAYS_USED_UP,)
    assert told.verified is True


FIRST = date(2015, 1, 1)
SPANS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), max_size=8)
PERMITS = st.lists(
    st.builds(
        lambda kind, start, length, single: PermitHeld(
            kind, FIRST + start * DAY, FIRST + (start + length) * DAY, single
        ),
        st.sampled_from([row.id for row in tables.permit_kinds(date(2026, 1, 1))]),
        st.integers(0, 900),
        st.integers(0, 400),
        st.booleans(),
    ),
    max_size=3,
)
TRAVELLERS = st.fixed_dictionaries(
    {
        "nationality": st.sampled_from(["ZAF", "D", "IND", "LSO", ""]),
        "traveller": st.sampled_from(TravellerClass),
        "permits": PERMITS,
    }
)
TABLES = st.one_of(
    st.just(STAY.as_delivered()),
    st.builds(
        lambda days, of: DatedTable((window(days, of),)), st.integers(0, 40), st.integers(1, 60)
    ),
)


def visits(spans: list[tuple[int, int]]) -> tuple[list[Movement], date]:
    """Past visits as gaps and lengths, and the day after a last gap."""
    day, movements = date(2016, 10, 1), []
    for gap, length in spans:
        day += gap * DAY
        movements.append(came(day))
        day += length * DAY
        movements.append(left(day))
    return movements, day + DAY


@given(SPANS, st.integers(0, 200), TRAVELLERS, TABLES)
def test_days_are_never_negative_and_a_later_day_of_a_visit_never_gives_more_stay(
    spans: list[tuple[int, int]], length: int, traveller: dict[str, object], table: DatedTable
) -> None:
    past, first = visits(spans)
    groups = tables.groups(date(2026, 1, 1))

    def told(day: date, direction: Direction, movements: list[Movement]) -> Answer:
        case = Case(day=day, direction=direction, movements=movements, **traveller)  # type: ignore[arg-type]  # drawn
        return answer(case, table, groups)

    arriving = told(first, ENTRY, past)
    before = arriving
    for day in (first, first + length * DAY, first + (length + 1) * DAY):
        now = told(day, EXIT, [*past, came(first)])
        for each in (now.days_allowed, now.days_used, now.days_left, now.days_over):
            assert each is None or each >= 0
        assert now.last_day == arriving.last_day
        if now.days_left is not None and before.days_left is not None:
            assert now.days_left <= before.days_left
        assert not (now.days_left and now.days_over)
        before = now


def test_a_stamp_does_not_still_an_alarm_that_records_raise() -> None:
    leaves, entered = date(2026, 6, 1), came(date(2026, 1, 1))
    later = came(date(2026, 5, 20), declared=True)
    away = Movement(EXIT, date(2026, 2, 1), "MPB", declared=True)
    for stamps in ([later], [away], [away, later]):
        told = ask(leaves, EXIT, movements=[entered, *stamps])
        assert told.alarm
        assert told.first_day == date(2026, 1, 1)


@given(SPANS, st.sets(st.integers(0, 15)), TRAVELLERS, st.integers(0, 200), TABLES)
def test_a_stamp_neither_raises_nor_stills_an_alarm(
    spans: list[tuple[int, int]],
    declared: set[int],
    traveller: dict[str, object],
    later: int,
    table: DatedTable,
) -> None:
    past, day = visits(spans)
    every = [
        Movement(each.direction, each.day, each.place, number in declared)
        for number, each in enumerate([*past, came(day)])
    ]

    def alarm(movements: list[Movement]) -> bool:
        case = Case(
            day=day + later * DAY,
            direction=EXIT,
            movements=movements,
            records=ALL_LIVE,
            **traveller,  # type: ignore[arg-type]  # drawn
        )
        return answer(case, table, tables.groups(day)).alarm

    assert alarm(every) == alarm([each for each in every if not each.declared])


@given(SPANS, TRAVELLERS, st.sampled_from(Direction))
def test_an_alarm_is_never_raised_while_there_is_a_doubt(
    spans: list[tuple[int, int]], traveller: dict[str, object], direction: Direction
) -> None:
    past, day = visits(spans)
    told = ask(day + 400 * DAY, direction, movements=[*past, came(day)], **traveller)
    assert not (told.alarm and told.doubts)
    unsure = ask(
        day + 400 * DAY,
        direction,
        movements=[*past, came(day)],
        **traveller | {"records": Records({})},
    )
    assert unsure.alarm is False
