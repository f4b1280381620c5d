"""What became of the travellers of a hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from moeli.crossings.documents import document_hash
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.policies import OPENING
from moeli.platform.access.actor import Actor
from moeli.practice.hands import Hand
from moeli.practice.travellers import Traveller


@dataclass(frozen=True, slots=True)
class Answer:
    """One traveller, whether she was scanned, and what was decided, with its ground."""

    traveller: Traveller
    scanned: bool = False
    decided: Outcome | None = None
    ground: str = ""

    @property
    def right(self) -> bool:
        """Whether the desk expected this."""
        part = self.traveller.part
        grounded = not self.ground or not part.ground or self.ground == part.ground
        return self.decided in part.expects and grounded


def answers(actor: Actor, hand: Hand) -> tuple[Answer, ...]:
    """Each traveller of `hand` with the last decision on her document, found by its keyed hash."""
    keys = {document_hash(each.state, each.number): each for each in hand.travellers}
    rows = Inspection.objects.filter(OPENING.rows(actor), document_hash__in=list(keys))
    scanned = {bytes(key) for key in rows.values_list("document_hash", flat=True)}
    decided = _decided(actor, keys)
    return tuple(
        Answer(each, key in scanned, *_told(decided.get(key))) for key, each in keys.items()
    )


def complete(actor: Actor, hand: Hand) -> bool:
    """Whether everybody of `hand` was decided."""
    return all(each.decided for each in answers(actor, hand))


def _decided(actor: Actor, keys: Mapping[bytes, Traveller]) -> dict[bytes, Decision]:
    rows = Decision.objects.filter(
        OPENING.rows(actor, prefix="inspection__"), inspection__document_hash__in=list(keys)
    ).select_related("inspection")
    return {bytes(each.inspection.document_hash): each for each in rows.order_by("decided_at")}


def _told(decision: Decision | None) -> tuple[Outcome | None, str]:
    return (Outcome(decision.outcome), decision.ground) if decision else (None, "")
