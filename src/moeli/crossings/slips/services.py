"""Issuing a gate slip at the desk and using it, once, at the lane."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.crossings.errors import CrossingError
from moeli.crossings.slips import codes, plates, rules
from moeli.crossings.slips.errors import SlipError
from moeli.crossings.slips.models import GateSlip
from moeli.crossings.slips.policies import ISSUING, USING
from moeli.crossings.slips.sealing import code_hash
from moeli.crossings.slips.selectors import check_usable
from moeli.crossings.slips.tally import tally
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSlip:
    """A car and its people: how many walk through the hall, how many ride with the driver.

    `vehicle` is the car of a party, which `vehicles.leaving` alone names: it has checked it.
    """

    plate: str
    walking: int
    riding: int
    clearances: tuple[str, ...] = ()
    vehicle: UUID | None = None


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip that was issued, with its plate and the code that nothing else ever shows again."""

    slip: GateSlip
    plate: str
    code: str


def issue_gate_slip(
    *, actor: Actor, place: str, desk: str, slip: NewSlip, idempotency_key: UUID
) -> IssuedSlip:
    """Issue a slip for a car; an unused one for the same car at this port is replaced.

    The code exists in the answer alone, so the same key again is refused (`already_issued`).
    Raises MoeliError `absent`, or with a `SlipError` code.
    """
    require(actor, ISSUING.action, place)
    if not desk:
        raise MoeliError(CrossingError.WRONG_PLACE)
    _check(slip, clock.today())
    id, code, plate = uuid7(), codes.fresh(), plates.read(slip.plate)
    body = _particulars(slip, desk, plate, code) | {"idempotency_key": str(idempotency_key)}
    _issue(
        NewEntry(verb="gate_slip.issued", actor=actor.id, subject=str(id), place=place, body=body)
    )
    return IssuedSlip(GateSlip.objects.get(id=id), plate, code)


def use_gate_slip(*, actor: Actor, place: str, code: str, aboard: int) -> GateSlip:
    """Use the slip whose code was scanned or typed, once, and count the people aboard.

    Fewer than may ride are counted as they are; more are refused whole, since someone aboard was
    not inspected. So is a car whose party has more people on slips than crossed. Raises MoeliError
    `absent`, or with a `SlipError` code.
    """
    require(actor, USING.action, place)
    with transaction.atomic():
        slip = _locked(place, code)
        check_usable(slip, clock.now())
        if aboard < 1:
            raise MoeliError(SlipError.NOBODY)
        if aboard > slip.riding:
            raise MoeliError(SlipError.TOO_MANY)
        _check_party(slip, aboard)
        body = {"aboard": aboard}
        record(
            NewEntry(
                verb="gate_slip.used", actor=actor.id, subject=str(slip.id), place=place, body=body
            )
        )
    return GateSlip.objects.get(id=slip.id)


def _check_party(slip: GateSlip, aboard: int) -> None:
    """A crossing may have been corrected since the slips of its party were issued."""
    if slip.vehicle is None:
        return
    others = tally(slip.vehicle.party_id, clock.now(), but=bytes(slip.plate_hash))
    if slip.walking + aboard > others.left:
        raise MoeliError(SlipError.PARTY_TOO_MANY, through=others.through)


def _check(slip: NewSlip, day: date) -> None:
    most = rules.most_people(day)
    if not plates.read(slip.plate):
        raise MoeliError(SlipError.BAD_PLATE)
    if slip.walking < 0 or slip.riding < 1 or slip.walking + slip.riding > most:
        raise MoeliError(SlipError.BAD_COUNT, most=most)
    if not _known(slip.clearances, day):
        raise MoeliError(SlipError.BAD_AGENCY)


def _known(agencies: Iterable[str], day: date) -> bool:
    return set(agencies) <= {row.id for row in rules.agencies(day)}


def _particulars(slip: NewSlip, desk: str, plate: str, code: str) -> dict[str, object]:
    now = clock.now()
    return {
        "vehicle": str(slip.vehicle) if slip.vehicle else None,
        "desk": desk,
        "plate": plate,
        "code_hash": code_hash(code).hex(),
        "walking": slip.walking,
        "riding": slip.riding,
        "clearances": sorted(set(slip.clearances)),
        "valid_until": (now + rules.validity(clock.legal_day(now))).isoformat(),
    }


def _issue(entry: NewEntry) -> None:
    used = GateSlip.objects.filter(idempotency_key=entry.body["idempotency_key"])
    try:
        with transaction.atomic():
            if used.exists():
                raise MoeliError(SlipError.ALREADY_ISSUED)
            record(entry)
    except IntegrityError as error:  # the same press, at this very moment
        raise MoeliError(SlipError.ALREADY_ISSUED) from error


def _locked(place: str, code: str) -> GateSlip:
    found = GateSlip.objects.of_code(place, code_hash(codes.read(code)))
    slip = found.select_for_update().first()
    if slip is None:
        raise MoeliError(SlipError.UNKNOWN)
    return slip
