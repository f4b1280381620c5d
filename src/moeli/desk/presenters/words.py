"""The desk's words: outcomes as they stand, as a button asks for them, and their keys."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock

DIRECTIONS: dict[Direction, Promise] = {Direction.ENTRY: _("Entry"), Direction.EXIT: _("Exit")}


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """One outcome: as it is reported, as it is asked for, its key, the tone of its tag."""

    done: Promise
    act: Promise
    key: str
    tone: str


OUTCOMES: dict[Outcome, OutcomeWords] = {
    Outcome.ADMITTED: OutcomeWords(_("Admitted"), _("Admit"), "F2", "good"),
    Outcome.DEPARTED: OutcomeWords(_("Departed"), _("Record departure"), "F2", "good"),
    Outcome.REFERRED: OutcomeWords(_("Referred"), _("Refer"), "F8", "wait"),
    Outcome.REFUSED: OutcomeWords(_("Refused"), _("Refuse"), "F9", "bad"),
    Outcome.DEPARTURE_NOT_PERMITTED: OutcomeWords(
        _("Departure not permitted"), _("Do not permit"), "F9", "bad"
    ),
}


def banner(outcome: Outcome, decided_at: datetime) -> str:
    """What was just recorded, in words that others in the hall may read."""
    return gettext("%(outcome)s at %(time)s. Recorded.") % {
        "outcome": OUTCOMES[outcome].done,
        "time": clock_time(decided_at),
    }


def clock_time(moment: datetime) -> str:
    """The time of day at the border, 24 hours."""
    return f"{moment.astimezone(clock.MASERU):%H:%M}"
