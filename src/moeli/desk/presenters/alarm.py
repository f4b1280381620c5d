"""Alarms in words: what shows, how it was measured, what to ask. Never whose it was in a list."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.capture import How
from moeli.crossings.presence import rules
from moeli.crossings.presence.answers import Answer
from moeli.crossings.presence.patterns import Pattern
from moeli.crossings.presence.selectors import AlarmLine, AlarmView, Shown
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES
from moeli.desk.station import UNENROLLED
from moeli.platform import clock
from moeli.platform.access import places

HOW: dict[How, Promise] = {
    How.WEDGE_SCAN: _("scanned"),
    How.PHOTO_READ: _("read from a photo"),
    How.PHOTO_ASKED: _("read from a photo, in part by hand"),
    How.CHIP: _("read from its chip"),
    How.PASTED: _("pasted"),
    How.TYPED: _("typed"),
    How.BY_HAND: _("entered by hand"),
    How.NO_ZONE: _("document without a zone"),
    How.LIST_ROW: _("row of a list"),
    How.UNKNOWN: _("nothing says how"),
}


@dataclass(frozen=True, slots=True)
class PatternWords:
    """A pattern: its name, what shows it, what it may mean and whom to ask."""

    name: Promise
    reason: Promise
    ask: Promise


PATTERNS: dict[Pattern, PatternWords] = {
    Pattern.CROSSED_AGAIN: PatternWords(
        _("Out and back within minutes"),
        _("One document crossed %(people)d times within %(span)s at this port."),
        _(
            "Was the holder at the desk each time? Somebody turned back by the other side, or a"
            " crossing recorded twice, looks the same."
        ),
    ),
    Pattern.TWO_POSTS: PatternWords(
        _("At two ports within minutes"),
        _("One document crossed at two ports within %(span)s."),
        _("Nobody travels so fast. Compare what both ports captured; ask both supervisors."),
    ),
    Pattern.BURST: PatternWords(
        _("Faster than a person can be looked at"),
        _("%(people)d people were inspected and decided within %(span)s at one desk."),
        _("Did each of them stand before the desk? A pile of documents looks the same."),
    ),
    Pattern.TYPED: PatternWords(
        _("Many typed numbers"),
        _("%(people)d documents were typed or pasted at one desk on one day, not read."),
        _("Does the reader of this desk work? Otherwise ask why the documents were not scanned."),
    ),
    Pattern.TURNED_BACK_TYPED: PatternWords(
        _("Turned back by a typed number"),
        _("%(people)d departures were voided by a typed number: no document was read."),
        _("Did the traveller stand there again? Ask the other side whom they turned back."),
    ),
    Pattern.UNDONE_AND_LEFT: PatternWords(
        _("Undone, then left undecided"),
        _("%(people)d decisions were withdrawn, and nobody decided on the travellers anew."),
        _("Did they cross? Then no record says so. Ask why the inspection was left."),
    ),
    Pattern.LOOKED_ONLY: PatternWords(
        _("Typed, looked at, left undecided"),
        _("%(people)d documents were typed at one desk on one day and left without a decision."),
        _("Whose documents were they? Looking up where somebody crossed is not an inspection."),
    ),
    Pattern.NO_WORD: PatternWords(
        _("Crossings without a captured document"),
        _("%(people)d people crossed, and nothing says how their documents were captured."),
        _("Was the page's script switched off at this desk? Were the documents there at all?"),
    ),
    Pattern.LIST_ROWS: PatternWords(
        _("Many rows of lists"),
        _("%(people)d people crossed as rows of a list; nothing shows that anybody saw them."),
        _("Did they leave the bus? Who compared their documents with the list?"),
    ),
    Pattern.OFF_ROSTER: PatternWords(
        _("Decided outside the roster"),
        _("Decisions by somebody whom the roster does not name at this hour: %(people)d."),
        _("Did she stand in for a colleague? Otherwise ask who used her account."),
    ),
    Pattern.CLOSED_PORT: PatternWords(
        _("Decided while the port was closed"),
        _("Decisions while the port was closed: %(people)d."),
        _("Which emergency was it? Write who allowed the crossing."),
    ),
}
_ANSWERS: dict[Answer | None, tuple[Promise, str]] = {
    None: (_("Waits for an answer"), "warn"),
    Answer.FOLLOWED_UP: (_("Followed up"), "wait"),
    Answer.EXPLAINED: (_("Explained"), "good"),
}


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm: where, when, what shows; no officer."""

    id: UUID
    name: Promise
    reason: str
    place: str
    desk: str
    first: datetime
    last: datetime
    raised: datetime
    state: Promise
    tone: str
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One inspection that shows the pattern; the document is a number within the alarm."""

    opened: str
    decided: str
    where: str
    direction: Promise
    outcome: Promise | None
    tone: str
    how: Promise
    document: int


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """An alarm opened: what shows it, on which threshold it rests, what was answered."""

    row: AlarmRow
    ask: Promise
    officers: tuple[str, ...]
    shown: tuple[ShownRow, ...]
    several_places: bool
    more: int
    threshold: str
    source: str
    verified: bool
    motive: str
    answered_by: str
    own_node: bool
    may_answer: bool


def alarm_row(line: AlarmLine) -> AlarmRow:
    """One alarm of a list."""
    words, (state, tone) = PATTERNS[line.pattern], _ANSWERS[line.answer]
    span = _span(line.first_at, line.last_at)
    return AlarmRow(
        id=line.id,
        name=words.name,
        reason=str(words.reason) % {"people": line.people, "span": span},
        place=places.name_of(line.place),
        desk=_desk(line.desk),
        first=line.first_at,
        last=line.last_at,
        raised=line.raised_at,
        state=state,
        tone=tone,
        answered=line.answered_at,
    )


def alarm_page(view: AlarmView) -> AlarmPage:
    """One alarm opened."""
    rule = rules.rule_of(view.line.pattern, clock.legal_day(view.line.first_at))
    return AlarmPage(
        row=alarm_row(view.line),
        ask=PATTERNS[view.line.pattern].ask,
        officers=view.officers,
        shown=tuple(_shown(each) for each in view.shown),
        several_places=len({(each.place, each.desk) for each in view.shown}) > 1,
        threshold=_threshold(rule.id, int(rule.value)),
        more=view.line.people - len(view.shown),
        source=rule.source,
        verified=rule.verified,
        motive=view.motive,
        answered_by=view.answered_by,
        own_node=view.own_node,
        may_answer=view.may_answer,
    )


def _shown(shown: Shown) -> ShownRow:
    outcome = OUTCOMES[shown.outcome] if shown.outcome else None
    return ShownRow(
        opened=_exact(shown.opened_at),
        decided=_exact(shown.decided_at) if shown.decided_at else "",
        where=f"{places.name_of(shown.place)}, {_desk(shown.desk)}",
        direction=DIRECTIONS[shown.direction],
        outcome=outcome.done if outcome else None,
        tone=outcome.tone if outcome else "neutral",
        how=HOW[shown.how],
        document=shown.document,
    )


def _desk(name: str) -> str:
    return gettext("no enrolled desk") if name == UNENROLLED else name


def _exact(moment: datetime) -> str:
    """The second counts here."""
    return f"{moment.astimezone(clock.MASERU):%H:%M:%S}"


def _threshold(rule: str, value: int) -> str:
    units = {"minutes": f"{value} min", "seconds": f"{value} s"}
    return units.get(rule.rpartition("_")[2], str(value))


def _span(first: datetime, last: datetime) -> str:
    minutes, seconds = divmod(max(int((last - first).total_seconds()), 0), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
