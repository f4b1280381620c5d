"""The second officer's word, and which outcomes it opens. Pure."""

from enum import StrEnum

from moeli.crossings.outcomes import Direction, Outcome


class Word(StrEnum):
    """What the second officer says."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"


def offered(direction: Direction, word: str) -> tuple[Outcome, ...]:
    """What may be decided: referral always, crossing when confirmed, refusal never."""
    if word != Word.CONFIRMED:
        return (Outcome.REFERRED,)
    crossing = Outcome.ADMITTED if direction is Direction.ENTRY else Outcome.DEPARTED
    return (crossing, Outcome.REFERRED)
