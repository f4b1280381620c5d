"""The dated thresholds of the patterns."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from moeli.crossings.presence.patterns import Limits, Pattern
from moeli.platform import clock
from moeli.platform.dated import DatedRow, DatedTable
from moeli.platform.publications.rule_tables import RuleTable, whole_numbers

RULE_OF: dict[Pattern, str] = {
    Pattern.CROSSED_AGAIN: "again_minutes",
    Pattern.TWO_POSTS: "two_posts_minutes",
    Pattern.BURST: "burst_seconds",
    Pattern.TYPED: "typed_most",
    Pattern.TURNED_BACK_TYPED: "turned_back_typed_least",
    Pattern.UNDONE_AND_LEFT: "undone_and_left_least",
    Pattern.LOOKED_ONLY: "looked_only_most",
    Pattern.NO_WORD: "no_word_most",
    Pattern.LIST_ROWS: "list_rows_most",
    Pattern.OFF_ROSTER: "grace_minutes",
    Pattern.CLOSED_PORT: "grace_minutes",
}


_IDS = frozenset({*RULE_OF.values(), "burst_people"})
THRESHOLDS = RuleTable(
    code="rules.presence",
    label=_("Thresholds of the alarms"),
    package="moeli.crossings",
    name="presence_rules",
    accepts=whole_numbers(range(1, 1_001), _IDS),
    needed=_IDS,
)


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    table: DatedTable

    def number(self, id: str) -> int:
        return int(self.table.row(id, self.day).value)

    def minutes(self, id: str) -> timedelta:
        return timedelta(minutes=self.number(id))


def limits(day: date) -> Limits:
    """The thresholds that hold on `day`."""
    return limits_in(THRESHOLDS.on(clock.today()), day)


def limits_in(table: DatedTable, day: date) -> Limits:
    """The thresholds that `table` names for `day`."""
    on = _Day(day, table)
    return Limits(
        again=on.minutes("again_minutes"),
        two_posts=on.minutes("two_posts_minutes"),
        burst_people=on.number("burst_people"),
        burst=timedelta(seconds=on.number("burst_seconds")),
        typed=on.number("typed_most"),
        turned_back_typed=on.number("turned_back_typed_least"),
        undone_and_left=on.number("undone_and_left_least"),
        looked_only=on.number("looked_only_most"),
        no_word=on.number("no_word_most"),
        list_rows=on.number("list_rows_most"),
        grace=on.minutes("grace_minutes"),
    )


def rule_of(pattern: Pattern, day: date) -> DatedRow:
    """The threshold on which an alarm of this pattern rests."""
    return THRESHOLDS.on(clock.today()).row(RULE_OF[pattern], day)
