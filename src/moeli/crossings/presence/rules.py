"""The dated thresholds of the patterns."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from moeli.crossings.presence.patterns import Limits, Pattern
from moeli.platform.dated import DatedRow, DatedTable

RULE_OF: dict[Pattern, str] = {
    Pattern.CROSSED_AGAIN: "again_minutes",
    Pattern.TWO_POSTS: "two_posts_minutes",
    Pattern.BURST: "burst_seconds",
    Pattern.TYPED: "typed_most",
    Pattern.LOOKED_ONLY: "looked_only_most",
    Pattern.NO_WORD: "no_word_most",
    Pattern.LIST_ROWS: "list_rows_most",
    Pattern.OFF_ROSTER: "grace_minutes",
    Pattern.CLOSED_PORT: "grace_minutes",
}


@dataclass(frozen=True, slots=True)
class _Day:
    day: date

    def number(self, id: str) -> int:
        return int(_rules().row(id, self.day).value)

    def minutes(self, id: str) -> timedelta:
        return timedelta(minutes=self.number(id))


def limits(day: date) -> Limits:
    """The thresholds that hold on `day`."""
    on = _Day(day)
    return Limits(
        again=on.minutes("again_minutes"),
        two_posts=on.minutes("two_posts_minutes"),
        burst_people=on.number("burst_people"),
        burst=timedelta(seconds=on.number("burst_seconds")),
        typed=on.number("typed_most"),
        looked_only=on.number("looked_only_most"),
        no_word=on.number("no_word_most"),
        list_rows=on.number("list_rows_most"),
        grace=on.minutes("grace_minutes"),
    )


def rule_of(pattern: Pattern, day: date) -> DatedRow:
    """The threshold on which an alarm of this pattern rests."""
    return _rules().row(RULE_OF[pattern], day)


@cache
def _rules() -> DatedTable:
    return DatedTable.load("moeli.crossings", "presence_rules")
