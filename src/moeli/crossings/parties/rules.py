"""The dated rules of parties: who is a minor, which papers show consent, how many are a party."""

from datetime import date
from functools import cache

from moeli.platform.dated import DatedRow, DatedTable

NO_PAPER = "no"
PRESENT = "parents_present"  # consent for the journey at hand, and for no other
LETTER = "consent_letter"  # what most often shows the consent of a parent who is absent


def majority(day: date) -> int:
    """The age, in years, at which somebody is no longer a minor."""
    return int(_rules().row("age_of_majority", day).value)


def largest(day: date) -> int:
    """How many people a party holds at most."""
    return int(_rules().row("party_largest", day).value)


def written_at_once(day: date) -> int:
    """How many people of a list are written in one transaction; a longer list is a job's work."""
    return int(_rules().row("party_written_at_once", day).value)


def standing_consent_months(day: date) -> int:
    """For how many months at most a consent to more than one journey may be recorded."""
    return int(_rules().row("standing_consent_months", day).value)


def consent_papers(day: date) -> tuple[DatedRow, ...]:
    """The papers that may show consent to a minor's journey, in the order of the table."""
    return tuple(_papers().on(day))


@cache
def _rules() -> DatedTable:
    return DatedTable.load("moeli.crossings", "party_rules")


@cache
def _papers() -> DatedTable:
    return DatedTable.load("moeli.crossings", "consent_papers")
