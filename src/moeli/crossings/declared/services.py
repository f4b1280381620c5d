"""Declaring the last stamp seen in the document that is being inspected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from moeli.crossings.declared.errors import StampError
from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.opened import locked_open
from moeli.crossings.outcomes import Direction
from moeli.crossings.policies import OPENING
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.ports import directory

LONGEST_NUMBER = 20
_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStamp:
    """A stamp as it stands in the document; `number` may be empty."""

    direction: Direction
    place: str
    day: date
    number: str = ""


def declare_stamp(*, actor: Actor, inspection_id: UUID, stamp: SeenStamp) -> DeclaredStamp:
    """Declare the last stamp; a second one in the same inspection replaces the first.

    Raises MoeliError `absent`, with a `StampError`, or where the inspection is over.
    """
    _check(stamp)
    id = uuid7()
    with transaction.atomic():
        inspection = locked_open(actor, inspection_id, OPENING)
        body = {
            "inspection": str(inspection.id),
            "direction": stamp.direction.value,
            "place": stamp.place,
            "day": stamp.day.isoformat(),
            "number": stamp.number.strip(),
        }
        record(
            NewEntry(
                verb="stamp.declared",
                actor=actor.id,
                subject=str(id),
                place=inspection.place,
                body=body,
            )
        )
    return DeclaredStamp.objects.get(id=id)


def _check(stamp: SeenStamp) -> None:
    if stamp.place not in {port.code for port in directory.all_ports()}:
        raise MoeliError(StampError.BAD_PLACE)
    today = clock.today()
    if stamp.day > today or today.year - stamp.day.year > _YEARS:
        raise MoeliError(StampError.BAD_DAY)
    number = stamp.number.strip()
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        raise MoeliError(StampError.BAD_NUMBER)
