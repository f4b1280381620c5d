"""A person without any document, as the officers see the identification."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import tables
from moeli.crossings.identification.selectors import IdentificationView, Waiting
from moeli.crossings.identification.words import Word
from moeli.crossings.outcomes import Outcome
from moeli.desk.presenters.inspection import Instruction, instruction_of
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES, clock_time
from moeli.desk.selectors import Identified
from moeli.desk.station import UNENROLLED
from moeli.platform import clock

WORDS: dict[str, tuple[Promise, str]] = {
    "": (_("Waits for a second officer"), "wait"),
    Word.CONFIRMED: (_("Confirmed by a second officer"), "good"),
    Word.NOT_CONFIRMED: (_("Not confirmed"), "warn"),
}
_UNVOUCHED = (_("Waits for a voucher"), "wait")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One identification in the list: no name."""

    id: UUID
    direction: Promise
    desk: str
    begun: str
    state: Promise
    tone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision on the bar."""

    outcome: str
    act: Promise
    key: str
    tone: str


@dataclass(frozen=True, slots=True)
class IdentificationPage:
    """Everything on the page; `press` is the key by which a press counts once."""

    id: UUID
    direction: Promise
    begun: str
    over: bool
    decided: bool
    instructions: tuple[Instruction, ...]
    names_unread: bool
    answers: tuple[tuple[str, str], ...]
    voucher: str
    vouched_by: str
    state: Promise
    tone: str
    wants_voucher: bool
    may_confirm: bool
    may_say_yes: bool
    choices: tuple[Choice, ...]
    press: UUID


def waiting_row(waiting: Waiting) -> WaitingRow:
    """The row of one identification."""
    state, tone = _state(waiting.voucher, waiting.word)
    return WaitingRow(
        id=waiting.id,
        direction=DIRECTIONS[waiting.direction],
        desk="" if waiting.desk == UNENROLLED else waiting.desk,
        begun=clock_time(waiting.begun_at),
        state=state,
        tone=tone,
        own=waiting.own,
    )


def identification_page(asked: Identified) -> IdentificationPage:
    """The page of one identification."""
    seen, today = asked.identification, clock.today()
    state, tone = _state(seen.voucher, seen.word)
    return IdentificationPage(
        id=seen.id,
        direction=DIRECTIONS[seen.direction],
        begun=clock_time(seen.begun_at),
        over=seen.over,
        decided=seen.decided,
        instructions=tuple(instruction_of(hit, today) for hit in asked.hits),
        names_unread=asked.names_unread,
        answers=_answers(seen),
        voucher=_voucher(seen.voucher),
        vouched_by=seen.vouched_by,
        state=state,
        tone=tone,
        wants_voucher=not seen.over and not seen.voucher and not seen.word,
        may_confirm=not seen.over and seen.may_confirm,
        may_say_yes=bool(seen.voucher),
        choices=tuple(_choice(each) for each in seen.offered),
        press=uuid4(),
    )


def _state(voucher: str, word: str) -> tuple[Promise, str]:
    return WORDS[word] if word or voucher else _UNVOUCHED


def _answers(seen: IdentificationView) -> tuple[tuple[str, str], ...]:
    language = get_language() or "en"
    rows = tables.identification_questions(clock.legal_day(seen.begun_at))
    return tuple((row.label(language), seen.answers.get(row.id, "–")) for row in rows)


def _voucher(kind: str) -> str:
    rows = tables.voucher_kinds(clock.today())
    language = get_language() or "en"
    return next((row.label(language) for row in rows if row.id == kind), kind)


def _choice(outcome: Outcome) -> Choice:
    words = OUTCOMES[outcome]
    return Choice(outcome.value, words.act, words.key, words.tone)
