"""Crossings become visits, and gaps in them prove nothing by themselves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.outcomes import Direction
from moeli.crossings.visits import Doubt, Movement, Records, Visit, stays

JAN = [date(2026, 1, day) for day in range(1, 29)]
MOVEMENTS = st.lists(
    st.builds(
        Movement, st.sampled_from(Direction), st.sampled_from(JAN), st.just("MSB"), st.booleans()
    )
).map(lambda drawn: sorted(drawn, key=lambda each: each.day))


def entry(day: int, *, declared: bool = False) -> Movement:
    return Movement(Direction.ENTRY, JAN[day - 1], "MSB", declared)


def exit_(day: int) -> Movement:
    return Movement(Direction.EXIT, JAN[day - 1], "MSB")


def test_an_entry_and_the_exit_after_it_are_a_visit() -> None:
    known = stays([entry(1), exit_(3), entry(5)])
    assert known.past == (Visit(JAN[0], JAN[2]),)
    assert known.current == Visit(JAN[4], None)
    assert list(known.past[0].days()) == JAN[:3]


def test_of_a_visit_with_a_missing_end_only_the_known_day_counts() -> None:
    known = stays([exit_(2), entry(4), entry(9), exit_(9)])
    assert known.past == (Visit(None, JAN[1]), Visit(JAN[3], None), Visit(JAN[8], JAN[8]))
    assert [list(each.days()) for each in known.past] == [[JAN[1]], [JAN[3]], [JAN[8]]]
    assert list(Visit(None, None).days()) == []


def test_a_stamp_that_is_also_recorded_counts_once() -> None:
    assert stays([entry(1, declared=True), entry(1)]).current == Visit(JAN[0], None)
    assert stays([entry(1, declared=True)]).current == Visit(JAN[0], None, declared=True)


def test_a_missing_record_proves_something_only_where_all_ports_record_and_none_was_closed() -> (
    None
):
    sure = Records({"MSB": JAN[0], "MPB": JAN[0]})
    assert sure.doubts(JAN[0]) == ()
    assert Records({"MSB": JAN[1], "MPB": JAN[0]}).doubts(JAN[0]) == (Doubt.NOT_LIVE,)
    assert Records({"MSB": JAN[0], "MPB": None}, outage=True).doubts(JAN[0]) == (
        Doubt.NOT_LIVE,
        Doubt.OUTAGE,
    )
    assert Records({}).doubts(JAN[0]) == (Doubt.NOT_LIVE,)
    assert Records({"MSB": JAN[0]}, open=False).doubts(JAN[5]) == (Doubt.HISTORY_CLOSED,)


@given(MOVEMENTS)
def test_no_order_of_crossings_is_too_strange_and_each_day_is_known(
    movements: list[Movement],
) -> None:
    known = stays(movements)
    every = [*known.past, *([known.current] if known.current else [])]
    assert {day for each in movements for day in [each.day]} >= {
        end for each in every for end in (each.first, each.last) if end
    }
    for each in every:
        assert each.first or each.last
        assert not (each.first and each.last) or each.first <= each.last
