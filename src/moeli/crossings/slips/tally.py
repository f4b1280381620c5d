"""The slips of one party summed, beside how many of it crossed: nobody leaves on two of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from moeli.crossings.models import Crossing
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.vehicles.models import Vehicle

_DAY = timedelta(days=1)  # whoever comes again another day comes with another party


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
    """The sum of a party at `now`, without the unused slip of the car with the plate hash `but`.

    A slip that was issued by hand for the plate of one of its cars is one of the party's slips.
    """
    slips = [each for each in _held(party_id, now) if each.used_at or bytes(each.plate_hash) != but]
    return Tally(
        through=_through(party_id),
        walking=sum(each.walking for each in slips),
        riding=sum(each.riding if each.aboard is None else each.aboard for each in slips),
        cars=len({bytes(each.plate_hash) for each in slips}),
    )


def _held(party_id: UUID, now: datetime) -> list[GateSlip]:
    cars = Vehicle.objects.filter(party=party_id).values_list("plate_hash", "entered_at")
    entered = {bytes(plate): at for plate, at in cars.order_by("-entered_at")}
    by_hand = Q(vehicle=None, plate_hash__in=list(entered))
    rows = GateSlip.objects.filter(Q(vehicle__party=party_id) | by_hand).holding(now)
    return [
        row for row in rows if row.vehicle_id or _came_with(row, entered[bytes(row.plate_hash)])
    ]


def _came_with(slip: GateSlip, entered_at: datetime) -> bool:
    """Whether the car went, or may go, by this slip since it came with the party."""
    gone_before = slip.used_at is not None and slip.used_at < entered_at
    return not gone_before and slip.issued_at < entered_at + _DAY


def _through(party_id: UUID) -> int:
    crossed = Crossing.objects.standing()
    return crossed.filter(decision__inspection__party_member__party=party_id).count()
