"""Gate slips as they are printed and as the lane sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from moeli.crossings.slips import codes
from moeli.crossings.slips.selectors import SlipView
from moeli.crossings.slips.services import IssuedSlip
from moeli.crossings.slips.tally import Tally
from moeli.desk.presenters.words import clock_time
from moeli.desk.slip_forms import agency_choices
from moeli.desk.station import Station
from moeli.platform.access.qr import QrPath, qr_path


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A slip on paper: nothing personal but the plate."""

    qr: QrPath
    code: str
    plate: str
    port: str
    walking: int
    riding: int
    cleared: tuple[str, ...]
    issued_at: datetime
    valid_until: str


@dataclass(frozen=True, slots=True)
class LaneSlip:
    """A slip before the lane officer, who compares the plate and counts heads.

    `party` says what all slips of its party come to, and `too_many` that this is more than crossed.
    """

    plate: str
    walking: int
    riding: int
    cleared: tuple[str, ...]
    valid_until: str
    party: str
    too_many: bool


def printed_slip(issued: IssuedSlip, station: Station) -> PrintedSlip:
    """The slip as it is printed, the only time its code is known."""
    slip = issued.slip
    cleared = tuple(slip.clearances.values_list("agency", flat=True))
    return PrintedSlip(
        qr=qr_path(issued.code),
        code=codes.grouped(issued.code),
        plate=issued.plate,
        port=station.port_name,
        walking=slip.walking,
        riding=slip.riding,
        cleared=_labels(cleared),
        issued_at=slip.issued_at,
        valid_until=clock_time(slip.valid_until),
    )


def lane_slip(seen: SlipView) -> LaneSlip:
    """The slip as the lane sees it."""
    return LaneSlip(
        seen.plate,
        seen.walking,
        seen.riding,
        _labels(seen.clearances),
        clock_time(seen.valid_until),
        party_sum(seen.party) if seen.party else "",
        too_many=bool(seen.party and seen.party.left < 0),
    )


def party_sum(of: Tally) -> str:
    """How many of a party crossed, and how those on its slips leave."""
    if not of.given:
        nobody = gettext("%(n)d of the party crossed, and nobody is on a slip yet")
        return nobody % {"n": of.through}
    crossed = ngettext("%(n)d of the party crossed", "%(n)d of the party crossed", of.through)
    ride = ngettext("%(n)d rides", "%(n)d ride", of.riding)
    cars = ngettext("in %(n)d car", "in %(n)d cars", of.cars)
    walk = ngettext("%(n)d walks", "%(n)d walk", of.walking)
    counted = ((crossed, of.through), (ride, of.riding), (cars, of.cars), (walk, of.walking))
    said, riding, inside, walking = (text % {"n": number} for text, number in counted)
    return f"{said} · {riding} {inside} · {walking}"


def _labels(agencies: tuple[str, ...]) -> tuple[str, ...]:
    labels = dict(agency_choices())
    return tuple(labels.get(each, each) for each in sorted(agencies))
