"""The dated tables of standing consent: who may give it, by which paper, for how long."""

from datetime import date
from functools import cache

from moeli.crossings.parties import rules as party_rules
from moeli.platform.dated import DatedRow, DatedTable


def givers(day: date) -> tuple[DatedRow, ...]:
    """Who may consent to a minor's journeys."""
    return tuple(_givers().on(day))


def papers(day: date) -> tuple[DatedRow, ...]:
    """The papers that may show consent to more than one journey."""
    return tuple(row for row in party_rules.consent_papers(day) if row.id != party_rules.PRESENT)


def longest_months(day: date) -> int:
    """For how many months at most a standing consent may be recorded."""
    return party_rules.standing_consent_months(day)


@cache
def _givers() -> DatedTable:
    return DatedTable.load("moeli.crossings", "consent_givers")
