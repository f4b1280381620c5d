"""The slips of one party summed, beside how many of it crossed: nobody leaves on two of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from moeli.crossings.models import Crossing
from moeli.crossings.slips.models import GateSlip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many crossed, and how many of them are on slips that hold, in how many cars.

    Of a used slip those count who were aboard: who was not may go with another car.
    """

    through: int
    walking: int
    riding: int
    cars: int

    @property
    def given(self) -> int:
        """How many are on slips."""
        return self.walking + self.riding

    @property
    def left(self) -> int:
        """How many are on none; less than nothing where a crossing was corrected since."""
        return self.through - self.given


def tally(party_id: UUID, now: datetime, *, but: bytes = b"") -> Tally:
    """The sum of a party at `now`, without the unused slip of the car with the plate hash `but`."""
    held = GateSlip.objects.filter(vehicle__party=party_id).holding(now)
    slips = [each for each in held if each.used_at or bytes(each.plate_hash) != but]
    return Tally(
        through=_through(party_id),
        walking=sum(each.walking for each in slips),
        riding=sum(each.riding if each.aboard is None else each.aboard for each in slips),
        cars=len({bytes(each.plate_hash) for each in slips}),
    )


def _through(party_id: UUID) -> int:
    crossed = Crossing.objects.standing()
    return crossed.filter(decision__inspection__party_member__party=party_id).count()
