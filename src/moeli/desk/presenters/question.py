"""The expert on the inspection page: what may be asked, and what became of the question."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from moeli.documents import rules
from moeli.documents.selectors import OfInspection


@dataclass(frozen=True, slots=True)
class ExpertPart:
    """`groups` are what may be wrong, to choose from; `question` is there once it was asked."""

    may_ask: bool
    with_picture: bool
    groups: tuple[tuple[str, str], ...]
    question: UUID | None
    verdict: str
    tone: str


def expert_part(found: OfInspection, day: date) -> ExpertPart:
    """What the page shows of it."""
    language = get_language() or "en"
    verdict = next((row for row in rules.verdicts(day) if row.id == found.verdict), None)
    return ExpertPart(
        may_ask=found.may_ask and found.question is None,
        with_picture=found.picture is not None,
        groups=tuple((row.id, row.label(language)) for row in rules.groups(day)),
        question=found.question,
        verdict=verdict.label(language) if verdict else "",
        tone=verdict.value["tone"] if verdict else "wait",
    )
