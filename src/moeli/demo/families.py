"""The last families of the evening before, by the services that the desk uses for parties.

They came after the drawn history ended: scanned one after the other, each minor with an adult and
a paper, decided with one key; their car has a gate slip, and the lane used it.
"""

from datetime import datetime, timedelta
from itertools import count, islice
from random import Random
from uuid import UUID

from moeli.crossings.capture import Capture, How
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import services
from moeli.crossings.parties.deciding import admit_party
from moeli.crossings.parties.minors import accompany
from moeli.crossings.slips.services import NewSlip, issue_gate_slip, use_gate_slip
from moeli.demo.habits import habits
from moeli.demo.travellers import Company, draw
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7

FAMILIES = 6
_PLACE, _DESK, _APART = "MSB", "Desk 1", timedelta(minutes=3)
_NUMBERS_FROM = 750_000  # the drawn history gives its people the numbers before


def load(began: datetime, seed: int) -> datetime:
    """Let them cross, one family after the other from `began` on; when the next would come."""
    random = Random(seed)  # noqa: S311 -- drawn history, not a secret
    [kind] = [habit for habit in habits() if habit.kind == "family"]
    drawn = draw(random, clock.legal_day(began), kind, count(_NUMBERS_FROM))
    for turn, family in enumerate(islice(drawn, FAMILIES)):
        with clock.standing_still(began + turn * _APART):
            _cross(family, plate=f"A {1200 + 7 * turn}")
    return began + FAMILIES * _APART


def _cross(family: Company, plate: str) -> None:
    direction = Direction.ENTRY
    party = services.begin_party(actor=SYSTEM, place=_PLACE, desk=_DESK, direction=direction)
    members = [
        services.scan_into_party(
            actor=SYSTEM, party_id=party.id, zone=each.zone, capture=Capture(How.WEDGE_SCAN)
        )
        for each in family.people
    ]
    adult = members[0].id
    for traveller, member in zip(family.people, members, strict=True):
        if not traveller.grown_up:
            _accompany(party.id, member.id, adult)
    admit_party(
        actor=SYSTEM, party_id=party.id, listed=lambda _hashes: frozenset(), idempotency_key=uuid7()
    )
    _by_car(plate, walking=len(members) - 1)


def _accompany(party: UUID, minor: UUID, adult: UUID) -> None:
    accompany(
        actor=SYSTEM, party_id=party, member_id=minor, adult_id=adult, consent="birth_certificate"
    )


def _by_car(plate: str, walking: int) -> None:
    slip = NewSlip(plate=plate, walking=walking, riding=1, clearances=("customs",))
    issued = issue_gate_slip(
        actor=SYSTEM, place=_PLACE, desk=_DESK, slip=slip, idempotency_key=uuid7()
    )
    use_gate_slip(actor=SYSTEM, place=_PLACE, code=issued.code, aboard=1)
