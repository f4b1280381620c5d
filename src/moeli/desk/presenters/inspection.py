"""The inspection page: what the document says, what is known of it, what may be decided."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import rules
from moeli.crossings.capture import How
from moeli.crossings.outcomes import Outcome
from moeli.crossings.selectors import EarlierDecision, InspectionView, State
from moeli.desk.commuters import ready
from moeli.desk.presenters.document import DocumentCard, document_card
from moeli.desk.presenters.question import ExpertPart, expert_part
from moeli.desk.presenters.stay import StandingCard, standing_card
from moeli.desk.presenters.words import (
    DIRECTIONS,
    OUTCOMES,
    QUESTIONS,
    REASONS,
    SCREENINGS,
    WAYS_CAPTURED,
    clock_time,
    port_name,
)
from moeli.desk.selectors import Console
from moeli.platform import clock
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
    """One decision; with grounds or screenings, it needs one of each. `question` asks the first.

    `unverified`: the text of no ground was read at its source, so that is said once for all.
    """

    outcome: str
    act: Promise
    key: str
    tone: str
    question: Promise
    grounds: tuple[GroundChoice, ...]
    screenings: tuple[tuple[str, Promise], ...]

    @property
    def unverified(self) -> bool:
        """Whether no ground at all is verified."""
        return not any(each.verified for each in self.grounds)


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """An earlier decision on the same document, the moment as machines and as people read it.

    Twenty stand on a page: a template's own filters take as long for a moment as for all else.
    """

    moment: str
    when: str
    direction: Promise
    port: str
    outcome: Promise
    tone: str
    note: Promise | None


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do about a match: a neutral code, a sentence, and in what the match consists."""

    code: str
    text: str
    reasons: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """The party that the traveller belongs to, and their place in it."""

    id: UUID
    position: int
    people: int


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """Everything on the page. Once the inspection is over, only `over` and the frame are filled.

    `press` is the idempotency key: each page has its own, and its buttons count once.
    `brief`: a commuter of whom nothing more need be looked at.
    """

    id: UUID
    direction: Promise
    way: str
    port: str
    desk: str
    opened: str
    valid_until: str
    problem: str
    over: Promise | None
    decided: Promise | None
    document: DocumentCard | None
    standing: StandingCard | None
    instructions: tuple[Instruction, ...]
    names_unread: bool
    earlier: tuple[EarlierRow, ...]
    withheld: bool
    unseen: bool
    how: Promise
    party: PartyLine | None
    expert: ExpertPart | None
    choices: tuple[DecisionChoice, ...]
    further: tuple[DecisionChoice, ...]
    press: UUID
    commuters: bool
    brief: bool


def inspection_page(console: Console, problem: str, *, commuters: bool = False) -> InspectionPage:
    """The page of one inspection; `problem` is why a decision was not recorded.

    `commuters`: the officer has chosen the commuters' way.
    """
    seen, today = console.inspection, clock.today()
    offered = seen.offered if seen.state is State.OPEN else ()
    return InspectionPage(
        id=seen.id,
        direction=DIRECTIONS[seen.direction],
        way=seen.direction.value,
        port=port_name(seen.place),
        desk=seen.desk,
        opened=clock_time(seen.opened_at),
        valid_until=clock_time(seen.valid_until),
        problem=problem,
        over=_OVER.get(seen.state),
        decided=OUTCOMES[seen.decided].done if seen.decided else None,
        document=document_card(seen.document) if seen.document else None,
        standing=standing_card(seen.standing) if seen.standing else None,
        instructions=tuple(instruction_of(hit, today) for hit in console.hits),
        names_unread=console.names_unread,
        earlier=_earlier_rows(seen),
        withheld=seen.history_withheld,
        unseen=seen.how is How.LIST_ROW,
        how=WAYS_CAPTURED[seen.how],
        party=_party(console),
        expert=expert_part(console.documents, today) if console.documents else None,
        choices=tuple(_choice(outcome, today) for outcome in offered if outcome.usual),
        further=tuple(
            _choice(outcome, today)
            for outcome in sorted(offered, key=lambda each: each is not Outcome.TURNED_BACK)
            if not outcome.usual
        ),
        press=uuid4(),
        commuters=commuters,
        brief=commuters and not problem and ready(console),
    )


def _earlier_rows(seen: InspectionView) -> tuple[EarlierRow, ...]:
    return tuple(_earlier(each) for each in seen.earlier)


def _earlier(earlier: EarlierDecision) -> EarlierRow:
    words, local = OUTCOMES[earlier.outcome], earlier.decided_at.astimezone(clock.MASERU)
    return EarlierRow(
        local.isoformat(),
        dateformat.format(local, "j M Y H:i"),
        DIRECTIONS[earlier.direction],
        port_name(earlier.place),
        words.done,
        words.tone,
        _note(earlier),
    )


def _note(earlier: EarlierDecision) -> Promise | None:
    if earlier.turned_back:
        return _("turned back by the other side")
    return _("corrected") if earlier.corrected else None


def _party(console: Console) -> PartyLine | None:
    found = console.party
    return PartyLine(found.party_id, found.position, found.people) if found else None


def instruction_of(hit: Hit, day: date) -> Instruction:
    """What the officer shall do about a match."""
    row = vocabulary.instruction(hit.instruction, day)
    return Instruction(
        hit.code, row.label(get_language() or "en"), tuple(REASONS[each] for each in hit.by)
    )


def _choice(outcome: Outcome, day: date) -> DecisionChoice:
    words = OUTCOMES[outcome]
    rows = rules.grounds(outcome, day) if outcome.needs_ground else ()
    language = get_language() or "en"
    grounds = tuple(
        GroundChoice(row.id, row.label(language), row.source, row.verified) for row in rows
    )
    asks = tuple(SCREENINGS.items()) if outcome is Outcome.TURNED_BACK else ()
    question = QUESTIONS.get(outcome, _("On which ground?"))
    return DecisionChoice(outcome.value, words.act, words.key, words.tone, question, grounds, asks)
