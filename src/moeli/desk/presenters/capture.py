"""The desk page: where it stands, what was decided here lately, what is wrong with a capture."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.crossings.outcomes import Outcome
from moeli.crossings.selectors import RecentDecision
from moeli.desk.presenters.problem_words import problem_text
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES, clock_time
from moeli.desk.selectors import DeskDay
from moeli.desk.station import Station
from moeli.platform import clock
from moeli.standards import icao9303

_LINES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A decision of this desk; no name and no number."""

    id: UUID
    time: str
    direction: Promise
    outcome: Promise
    tone: str
    nationality: str
    refused: bool
    withdrawn: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one outcome today."""

    outcome: Promise
    number: int


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One line of a zone that could not be read: its place, text and length."""

    number: int
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Everything on the desk page but the form. `covered`: the officer may inspect here.

    `undo` is her own decision of a moment ago; `reviews` are refusals that wait for her.
    """

    port: str
    desk: str
    enrolled: bool
    covered: bool
    direction: str
    recent: tuple[RecentRow, ...]
    counts: tuple[Count, ...]
    undo: UUID | None
    reviews: tuple[UUID, ...]
    corrects: bool
    lines: tuple[ZoneLine, ...]
    problems: tuple[str, ...]


def desk_page(
    station: Station,
    covered: bool,
    day: DeskDay,
    direction: str,
    unread: str,
    corrects: bool = False,
) -> DeskPage:
    """The page around the form; `unread` is a zone that came but could not be read."""
    lines = icao9303.split_zone(unread)[:_LINES_SHOWN]
    return DeskPage(
        port=station.port_name,
        desk=station.desk,
        enrolled=station.enrolled,
        covered=covered,
        direction=direction,
        recent=tuple(_row(each) for each in day.recent),
        counts=tuple(_count(outcome, day) for outcome in Outcome if outcome in day.today),
        undo=day.undoable,
        reviews=day.reviews,
        corrects=corrects,
        lines=tuple(ZoneLine(i, line, len(line)) for i, line in enumerate(lines, start=1)),
        problems=_problems(lines),
    )


def _row(recent: RecentDecision) -> RecentRow:
    words = OUTCOMES[recent.outcome]
    return RecentRow(
        recent.id,
        clock_time(recent.decided_at),
        DIRECTIONS[recent.direction],
        _("Undone") if recent.withdrawn else words.done,
        "neutral" if recent.withdrawn else words.tone,
        recent.nationality,
        refused=recent.outcome is Outcome.REFUSED and not recent.withdrawn,
        withdrawn=recent.withdrawn,
        corrected=recent.corrected,
    )


def _count(outcome: Outcome, day: DeskDay) -> Count:
    return Count(OUTCOMES[outcome].done, day.today[outcome])


def _problems(lines: tuple[str, ...]) -> tuple[str, ...]:
    if not lines:
        return ()
    return tuple(map(problem_text, icao9303.read(lines, clock.today()).problems))
