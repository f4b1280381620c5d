"""Which outcomes an inspection can have, by direction and nationality. Pure.

Exit is not entry: nobody is admitted on the way out. A citizen may always come home, so a citizen
is never offered a refusal of leave to enter; a document in doubt is referred.
"""

from enum import StrEnum

CITIZEN = "LSO"


class Direction(StrEnum):
    """Which way the traveller is going, as seen from Lesotho."""

    ENTRY = "entry"
    EXIT = "exit"


class Outcome(StrEnum):
    """What the officer decides."""

    ADMITTED = "admitted"
    REFERRED = "referred"
    REFUSED = "refused"
    DEPARTED = "departed"
    DEPARTURE_NOT_PERMITTED = "departure_not_permitted"

    @property
    def crosses(self) -> bool:
        """Whether the traveller crosses the boundary by this decision."""
        return self in {Outcome.ADMITTED, Outcome.DEPARTED}

    @property
    def needs_ground(self) -> bool:
        """Whether the decision must name its legal ground."""
        return self in {Outcome.REFUSED, Outcome.DEPARTURE_NOT_PERMITTED}


_ENTRY = (Outcome.ADMITTED, Outcome.REFERRED, Outcome.REFUSED)
_EXIT = (Outcome.DEPARTED, Outcome.REFERRED, Outcome.DEPARTURE_NOT_PERMITTED)


def offered(direction: Direction, nationality: str | None) -> tuple[Outcome, ...]:
    """The outcomes open to the officer, the usual one first."""
    if direction is Direction.EXIT:
        return _EXIT
    if nationality == CITIZEN:
        return tuple(each for each in _ENTRY if each is not Outcome.REFUSED)
    return _ENTRY
