"""The desk's words: outcomes as they stand, as a button asks for them, and their keys."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.capture import How
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.ports import directory
from moeli.screening.matching import Agreement
from moeli.standards.icao9303 import Document

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
    Outcome.ENTRY_WITHDRAWN: OutcomeWords(
        _("Wish to enter withdrawn"), _("Record that the wish to enter is withdrawn"), "", "neutral"
    ),
    Outcome.TURNED_BACK: OutcomeWords(
        _("Turned back by the other side"), _("Record that the other side turned back"), "", "warn"
    ),
    Outcome.RECEIVED_DEPORTEE: OutcomeWords(
        _("Received: deported to Lesotho"), _("Receive a person deported to Lesotho"), "", "good"
    ),
    Outcome.RECEIVED_CARRIER_RETURN: OutcomeWords(
        _("Received: returned by the carrier"), _("Receive a return by the carrier"), "", "good"
    ),
    Outcome.HANDED_TO_POLICE: OutcomeWords(
        _("Handed to the police"), _("Hand to the police"), "", "wait"
    ),
    Outcome.HANDED_TO_PORT_HEALTH: OutcomeWords(
        _("Handed to port health"), _("Hand to port health"), "", "wait"
    ),
}
QUESTIONS: dict[Outcome, Promise] = {
    Outcome.TURNED_BACK: _("Why, as the traveller says?"),
}
SCREENINGS: dict[str, Promise] = {
    "accepted": _("Speaks with a colleague now"),
    "declined": _("Does not want to speak with a colleague"),
    "not_offered": _("Was not offered"),
}
REASONS: dict[Agreement, Promise] = {
    Agreement.DOCUMENT: _("same document number"),
    Agreement.NAME: _("same name"),
    Agreement.NAME_IN_PART: _("same name in part"),
    Agreement.BIRTH_DATE: _("same date of birth"),
    Agreement.BIRTH_DATE_IN_PART: _("date of birth agrees as far as known"),
}
WAYS_CAPTURED: dict[How, Promise] = {
    How.WEDGE_SCAN: _("scanned"),
    How.PHOTO_READ: _("read from a picture"),
    How.PHOTO_ASKED: _("read from a picture, doubtful characters chosen by hand"),
    How.CHIP: _("chip read"),
    How.PASTED: _("pasted"),
    How.TYPED: _("typed"),
    How.BY_HAND: _("entered by hand"),
    How.NO_ZONE: _("without a zone"),
    How.LIST_ROW: _("from a list"),
    How.UNKNOWN: _("capture not told"),
}


def banner(outcome: Outcome, decided_at: datetime) -> str:
    """What was just recorded, in words that others in the hall may read."""
    return gettext("%(outcome)s at %(time)s. Recorded.") % {
        "outcome": OUTCOMES[outcome].done,
        "time": clock_time(decided_at),
    }


def holder_name(document: Document) -> str:
    """Primary and secondary identifier, as far as they were read."""
    return " ".join(filter(None, (document.primary_identifier, document.secondary_identifier)))


def port_name(code: str) -> str:
    """The port's name; its code where the directory does not know it."""
    try:
        return directory.port(code).name
    except KeyError:
        return code


def clock_time(moment: datetime) -> str:
    """The time of day at the border, 24 hours."""
    return f"{moment.astimezone(clock.MASERU):%H:%M}"
