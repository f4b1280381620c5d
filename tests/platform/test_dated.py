"""Rules hold from their first day to the day before they end, and never two at once."""

from datetime import date

import pytest

from moeli.platform.dated import DatedRow, DatedTable

OLD = DatedRow("stay", 30, "Act 1", True, date(2020, 1, 1), date(2024, 1, 1))
NEW = DatedRow("stay", 90, "Act 2", False, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 1), 30), (date(2023, 12, 31), 30), (date(2024, 1, 1), 90), (date.max, 90)],
)
def test_each_day_has_the_rule_in_force_on_it(day: date, value: int) -> None:
    assert DatedTable((OLD, NEW)).row("stay", day).value == value


def test_before_the_first_rule_there_is_none() -> None:
    with pytest.raises(KeyError, match="stay on 2019-12-31"):
        DatedTable((OLD, NEW)).row("stay", date(2019, 12, 31))


def test_two_rules_on_one_day_are_refused() -> None:
    late = DatedRow("stay", 60, "Act 3", True, date(2023, 12, 31))
    with pytest.raises(ValueError, match="same day"):
        DatedTable((OLD, late))


def test_a_rule_without_an_end_admits_no_later_one() -> None:
    with pytest.raises(ValueError, match="same day"):
        DatedTable((NEW, DatedRow("stay", 60, "Act 3", True, date(2030, 1, 1))))


def test_a_rule_without_a_source_or_without_a_span_is_refused() -> None:
    with pytest.raises(ValueError, match="no source"):
        DatedRow("stay", 30, " ", True, date(2020, 1, 1))
    with pytest.raises(ValueError, match="ends before"):
        DatedRow("stay", 30, "Act 1", True, date(2020, 1, 1), date(2020, 1, 1))


def test_a_table_of_the_house_loads_from_its_package() -> None:
    table = DatedTable.load("moeli.crossings", "desk_rules")
    assert table.rows
    assert list(table.rows) == sorted(table.rows, key=lambda row: row.in_force_from)
