"""What an officer sees of slips. A plate is shown only to who holds the slip's code (journaled)."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from moeli.crossings.slips import codes
from moeli.crossings.slips.errors import SlipError
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.slips.policies import USING
from moeli.crossings.slips.sealing import code_hash, plate_binding
from moeli.crossings.slips.tally import Tally, tally
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring


@dataclass(frozen=True, slots=True)
class SlipView:
    """A usable slip as the lane sees it; `party` where it is of the car of a party."""

    id: UUID
    plate: str
    walking: int
    riding: int
    clearances: tuple[str, ...]
    issued_at: datetime
    valid_until: datetime
    party: Tally | None


@dataclass(frozen=True, slots=True)
class SlipDay:
    """What became of a port's slips today: numbers of cars, and of people counted aboard."""

    issued: int
    used: int
    aboard: int


def slip_of_code(actor: Actor, place: str, typed: str) -> SlipView:
    """The usable slip whose code was scanned or typed at the lane of `place` (journaled).

    Raises MoeliError `absent`, or a `SlipError` that says why it cannot be used.
    """
    require(actor, USING.action, place)
    found = GateSlip.objects.of_code(place, code_hash(codes.read(typed)))
    slip = found.select_related("vehicle").first()
    if slip is None:
        raise MoeliError(SlipError.UNKNOWN)
    check_usable(slip, clock.now())
    with reading(actor=actor, purpose="gate slip", ids=[slip.id], place=place):
        return _view(slip)


def slip_day(actor: Actor, place: str) -> SlipDay:
    """Numbers of today's slips at `place`; nothing outside the actor's places."""
    began = datetime.combine(clock.today(), time.min, clock.MASERU)
    rows = GateSlip.objects.filter(USING.rows(actor)).at(place, began)
    counted = [row.aboard for row in rows.only("aboard")]
    used = [aboard for aboard in counted if aboard is not None]
    return SlipDay(len(counted), len(used), sum(used))


def check_usable(slip: GateSlip, now: datetime) -> None:
    """Raises MoeliError when the slip was used or replaced, or has run out."""
    if slip.used_at:
        raise MoeliError(SlipError.USED, time=_clock_time(slip.used_at))
    if slip.replaced_at:
        raise MoeliError(SlipError.REPLACED)
    if now > slip.valid_until:
        raise MoeliError(SlipError.RUN_OUT, time=_clock_time(slip.valid_until))


def _view(slip: GateSlip) -> SlipView:
    return SlipView(
        id=slip.id,
        plate=keyring.unseal(plate_binding(slip), bytes(slip.plate)).decode(),
        walking=slip.walking,
        riding=slip.riding,
        clearances=tuple(slip.clearances.order_by("agency").values_list("agency", flat=True)),
        issued_at=slip.issued_at,
        valid_until=slip.valid_until,
        party=tally(slip.vehicle.party_id, clock.now()) if slip.vehicle else None,
    )


def _clock_time(moment: datetime) -> str:
    return f"{moment.astimezone(clock.MASERU):%H:%M}"
