"""A decision that may be corrected, and a refusal with its notice and review: no names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import rules
from moeli.crossings.afterwards.selectors import CorrectableDecision, CorrectionMade
from moeli.crossings.outcomes import Outcome
from moeli.crossings.refusals.selectors import RefusalView
from moeli.desk.presenters.words import DIRECTIONS, OUTCOMES, port_name
from moeli.platform import clock

_RESULTS: dict[str, Promise] = {
    "": _("waits for a supervisor"),
    "upheld": _("the refusal stands"),
    "set_aside": _("set aside: the traveller is inspected anew"),
}


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction as it was made."""

    when: datetime
    outcome: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """A decision: as recorded, as it reads now, and whether it can be corrected."""

    port: str
    direction: Promise
    nationality: str
    when: datetime
    recorded: CorrectionRow
    corrections: tuple[CorrectionRow, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """A refusal: what may be written, asked and reviewed."""

    id: UUID
    port: str
    nationality: str
    when: datetime
    ground: str
    stands: bool
    written_at: datetime | None
    asked_at: datetime | None
    result: Promise
    reviewed_at: datetime | None
    may_review: bool
    undoable: bool


def correction_page(decision: CorrectableDecision) -> CorrectionPage:
    """The page of one decision."""
    recorded = CorrectionMade(decision.recorded, decision.decided_at)
    return CorrectionPage(
        port=port_name(decision.place),
        direction=DIRECTIONS[decision.direction],
        nationality=decision.nationality,
        when=decision.decided_at,
        recorded=_row(recorded),
        corrections=tuple(map(_row, decision.corrections)),
        withdrawn=decision.withdrawn,
    )


def refusal_page(refusal: RefusalView) -> RefusalPage:
    """The page of one refusal."""
    day = clock.legal_day(refusal.decided_at)
    language = get_language() or "en"
    grounds = {row.id: row.label(language) for row in rules.grounds(Outcome.REFUSED, day)}
    return RefusalPage(
        id=refusal.id,
        port=port_name(refusal.place),
        nationality=refusal.nationality,
        when=refusal.decided_at,
        ground=grounds.get(refusal.ground, ""),
        stands=refusal.refused,
        written_at=refusal.written_at,
        asked_at=refusal.asked_at,
        result=_RESULTS[refusal.result],
        reviewed_at=refusal.reviewed_at,
        may_review=refusal.may_review and not refusal.result,
        undoable=refusal.undoable,
    )


def _row(made: CorrectionMade) -> CorrectionRow:
    words = OUTCOMES[made.outcome]
    return CorrectionRow(made.corrected_at, words.done, words.tone)
