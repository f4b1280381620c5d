"""The inspection page: what the document says, what is known of it, what may be decided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import rules
from moeli.crossings.outcomes import Outcome
from moeli.crossings.selectors import EarlierDecision, InspectionView, State
from moeli.desk.presenters.document import DocumentCard, document_card
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES, clock_time
from moeli.desk.selectors import Console
from moeli.platform import clock
from moeli.ports import directory
from moeli.screening import vocabulary
from moeli.screening.selectors import Hit

_OVER: dict[State, Promise] = {
    State.DECIDED: _("This inspection was decided. Scan the document again to look at it anew."),
    State.SUPERSEDED: _("A newer inspection at this desk has taken this one's place."),
    State.STALE: _("This inspection has run out. Scan the document again."),
}


@dataclass(frozen=True, slots=True)
class GroundChoice:
    """A ground as the officer chooses it; an unverified one says so."""

    id: str
    label: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """One decision on the bar; with grounds, it needs one of them."""

    outcome: str
    act: Promise
    key: str
    tone: str
    grounds: tuple[GroundChoice, ...]


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """An earlier decision on the same document."""

    when: datetime
    direction: Promise
    port: str
    outcome: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do about a listed document: a neutral code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """Everything on the page. Once the inspection is over, only `over` and the frame are filled.

    `press` is the idempotency key: each page has its own, and its buttons count once.
    """

    id: UUID
    direction: Promise
    port: str
    desk: str
    opened: str
    valid_until: str
    problem: str
    over: Promise | None
    decided: Promise | None
    document: DocumentCard | None
    instructions: tuple[Instruction, ...]
    earlier: tuple[EarlierRow, ...]
    choices: tuple[DecisionChoice, ...]
    press: UUID


def inspection_page(console: Console, problem: str) -> InspectionPage:
    """The page of one inspection; `problem` is why a decision was not recorded."""
    seen, today = console.inspection, clock.today()
    offered = seen.offered if seen.state is State.OPEN else ()
    return InspectionPage(
        id=seen.id,
        direction=DIRECTIONS[seen.direction],
        port=_port(seen.place),
        desk=seen.desk,
        opened=clock_time(seen.opened_at),
        valid_until=clock_time(seen.valid_until),
        problem=problem,
        over=_OVER.get(seen.state),
        decided=OUTCOMES[seen.decided].done if seen.decided else None,
        document=document_card(seen.document) if seen.document else None,
        instructions=tuple(_instruction(hit, today) for hit in console.hits),
        earlier=_earlier_rows(seen),
        choices=tuple(_choice(outcome, today) for outcome in offered),
        press=uuid4(),
    )


def _earlier_rows(seen: InspectionView) -> tuple[EarlierRow, ...]:
    return tuple(_earlier(each) for each in seen.earlier)


def _earlier(earlier: EarlierDecision) -> EarlierRow:
    words = OUTCOMES[earlier.outcome]
    return EarlierRow(
        earlier.decided_at,
        DIRECTIONS[earlier.direction],
        _port(earlier.place),
        words.done,
        words.tone,
    )


def _instruction(hit: Hit, day: date) -> Instruction:
    row = vocabulary.instruction(hit.instruction, day)
    return Instruction(hit.code, vocabulary.label(row, get_language() or "en"))


def _choice(outcome: Outcome, day: date) -> DecisionChoice:
    words = OUTCOMES[outcome]
    rows = rules.grounds(outcome, day) if outcome.needs_ground else ()
    language = get_language() or "en"
    grounds = tuple(
        GroundChoice(row.id, row.value.get(language) or row.value["en"], row.source, row.verified)
        for row in rows
    )
    return DecisionChoice(outcome.value, words.act, words.key, words.tone, grounds)


def _port(code: str) -> str:
    try:
        return directory.port(code).name
    except KeyError:
        return code
