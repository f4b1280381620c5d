"""The rules of stay, the thresholds of alarms and the days of ports change by publication."""

from datetime import date, timedelta

import pytest

from moeli.crossings.presence import rules as presence
from moeli.crossings.presence.rules import THRESHOLDS
from moeli.crossings.stay_table import STAY
from moeli.platform import room
from moeli.platform.publications.rule_tables import RuleTable
from moeli.ports.live import LIVE_FROM
from moeli.ports.selectors import live_from
from tests.publishing import acting, published

DAY = date(2026, 11, 24)
TABLES = (STAY, THRESHOLDS, LIVE_FROM)


def codes(table: RuleTable, content: bytes, day: date = DAY) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in table.problems(content, day)]


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.code)
def test_what_is_delivered_could_itself_be_published(table: RuleTable) -> None:
    assert codes(table, table.delivered()) == []
    assert room.publication_kinds()[table.code].packaged() == table.delivered()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'basis = "visit"', b'basis = "forever"'),
        (b"days = 90", b'days = "90"'),
        (b"days = 90", b"days = 0"),
        (b'"work_permit"', b'"no_such_permit"'),
        (b'classes = ["diplomat"]', b'classes = ["relative"]'),
        (b"rank = 3,", b'rank = "3",'),
        (b"rank = 3, basis", b"rank = 3, days = 5, basis"),
    ],
)
def test_a_rule_of_stay_that_nobody_could_reckon_with_is_refused(old: bytes, new: bytes) -> None:
    spoiled = STAY.delivered().replace(old, new, 1)
    assert spoiled != STAY.delivered()
    assert [code for code, _where in codes(STAY, spoiled)] == ["bad_value"]


def test_no_table_of_stay_is_without_citizens_and_protection() -> None:
    without = STAY.delivered().replace(b'id = "protection"', b'id = "another"')
    assert codes(STAY, without) == [("missing_rule", "protection")]


def test_a_threshold_is_a_whole_number_under_a_known_name() -> None:
    delivered = THRESHOLDS.delivered()
    assert codes(THRESHOLDS, delivered.replace(b"value = 25", b"value = 0")) == [
        ("bad_value", "burst_seconds")
    ]
    renamed = delivered.replace(b'"burst_people"', b'"burst_folk"')
    assert codes(THRESHOLDS, renamed) == [
        ("bad_value", "burst_folk"),
        ("missing_rule", "burst_people"),
    ]


@pytest.mark.django_db
def test_a_published_threshold_holds_from_its_day() -> None:
    content = THRESHOLDS.delivered().replace(b"value = 25", b"value = 20")
    published(acting(), acting(), content, channel=THRESHOLDS.code)
    assert presence.limits(DAY).burst == timedelta(seconds=20)


@pytest.mark.django_db
def test_a_port_keeps_records_from_the_day_that_headquarters_says() -> None:
    row = """[[rows]]
id = "MSB"
value = 2026-06-01
source = "Fictitious circular 7/2026"
verified = true
in_force_from = 2026-06-01
"""
    assert live_from("MSB") is None
    published(acting(), acting(), row.encode(), channel=LIVE_FROM.code)
    assert live_from("MSB") == date(2026, 6, 1)
    assert codes(LIVE_FROM, row.replace("MSB", "XYZ").encode()) == [("bad_value", "XYZ")]
