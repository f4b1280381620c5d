"""Which outcomes an inspection can have, by direction and nationality. Pure.

Exit is not entry: nobody is admitted on the way out. A citizen may always come home, so a citizen
is never offered a refusal of leave to enter, nor a withdrawal of the wish to enter that would be
one under another name; a document in doubt is referred. Who fears to return is not sent away by
either: Aliens Control Act 1966, s. 38 (text to be verified).
"""

from enum import StrEnum

CITIZEN = "LSO"


class Direction(StrEnum):
    """Which way the traveller is going, as seen from Lesotho."""

    ENTRY = "entry"
    EXIT = "exit"


class Outcome(StrEnum):
    """What the officer decides.

    `TURNED_BACK`: the other side did not let the traveller in, so the departure did not happen.
    `RECEIVED_…`: another State or a carrier brought the traveller back, and Lesotho takes them in.
    """

    ADMITTED = "admitted"
    REFERRED = "referred"
    REFUSED = "refused"
    ENTRY_WITHDRAWN = "entry_withdrawn"
    DEPARTED = "departed"
    DEPARTURE_NOT_PERMITTED = "departure_not_permitted"
    TURNED_BACK = "turned_back"
    RECEIVED_DEPORTEE = "received_deportee"
    RECEIVED_CARRIER_RETURN = "received_carrier_return"
    HANDED_TO_POLICE = "handed_to_police"
    HANDED_TO_PORT_HEALTH = "handed_to_port_health"

    @property
    def crosses(self) -> bool:
        """Whether the traveller crosses the boundary by this decision."""
        return self.crosses_to is not None

    @property
    def crosses_to(self) -> Direction | None:
        """Which way the traveller crosses by this decision; None when they do not cross."""
        return _CROSSES_TO.get(self)

    @property
    def needs_ground(self) -> bool:
        """Whether the decision must name the ground on which it rests."""
        return self in _WITH_GROUND

    @property
    def shuts_out(self) -> bool:
        """Whether the traveller does not come in by it, in law or by what is called a wish."""
        return self in _SHUT_OUT

    @property
    def usual(self) -> bool:
        """Whether it has a key of its own; the others stand behind one key, and ask twice."""
        return self in _USUAL


_CROSSES_TO = {
    Outcome.ADMITTED: Direction.ENTRY,
    Outcome.RECEIVED_DEPORTEE: Direction.ENTRY,
    Outcome.RECEIVED_CARRIER_RETURN: Direction.ENTRY,
    Outcome.DEPARTED: Direction.EXIT,
}
_WITH_GROUND = {Outcome.REFUSED, Outcome.DEPARTURE_NOT_PERMITTED, Outcome.TURNED_BACK}
_USUAL = {
    Outcome.ADMITTED,
    Outcome.REFERRED,
    Outcome.REFUSED,
    Outcome.DEPARTED,
    Outcome.DEPARTURE_NOT_PERMITTED,
}
_SHUT_OUT = {Outcome.REFUSED, Outcome.ENTRY_WITHDRAWN}
_HANDED = (Outcome.HANDED_TO_POLICE, Outcome.HANDED_TO_PORT_HEALTH)
_ENTRY = (
    Outcome.ADMITTED,
    Outcome.REFERRED,
    Outcome.REFUSED,
    Outcome.ENTRY_WITHDRAWN,
    Outcome.RECEIVED_DEPORTEE,
    Outcome.RECEIVED_CARRIER_RETURN,
    *_HANDED,
)
_EXIT = (Outcome.DEPARTED, Outcome.REFERRED, Outcome.DEPARTURE_NOT_PERMITTED, *_HANDED)


def offered(
    direction: Direction,
    nationality: str | None,
    *,
    left_before: bool = False,
    protection: bool = False,
) -> tuple[Outcome, ...]:
    """The outcomes open to the officer, the usual one first.

    `left_before`: a departure on this document was recorded here lately, and stands; `protection`:
    the traveller fears to return.
    """
    open_: tuple[Outcome, ...] = _EXIT if direction is Direction.EXIT else _ENTRY
    if nationality == CITIZEN or protection:
        open_ = tuple(each for each in open_ if not each.shuts_out)
    return (*open_, Outcome.TURNED_BACK) if left_before else open_


def corrected_to(direction: Direction, nationality: str | None) -> tuple[Outcome, ...]:
    """What a decision may be corrected to: either direction may have been meant."""
    both = dict.fromkeys([*offered(direction, nationality), *_ENTRY, *_EXIT])
    citizen = nationality == CITIZEN
    return tuple(each for each in both if not (citizen and each.shuts_out))
