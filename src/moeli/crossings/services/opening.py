"""Opening an inspection: of what a machine or hands captured, or again after a withdrawal."""

from uuid import UUID

from django.db import transaction

from moeli.crossings import by_hand, entries
from moeli.crossings.capture import NOT_TOLD, Capture, How
from moeli.crossings.entries import Told
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.policies import OPENING
from moeli.crossings.sealing import zone_binding
from moeli.crossings.selectors import typed_before
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked, Prepared
from moeli.standards import icao9303

_BEGUN = Prepared(lambda: Inspection.objects.filter(id=Asked("id")))


def open_inspection(
    *,
    actor: Actor,
    place: str,
    desk: str,
    direction: Direction,
    zone: str,
    reason: str,
    capture: Capture = NOT_TOLD,
) -> Inspection:
    """Begin to inspect the document whose machine-readable zone is `zone`, as captured.

    A check digit that is wrong does not stop the inspection: the officer sees it and decides.
    Raises MoeliError `absent` (not allowed here), `unreadable` (no document number can be read).
    """
    require(actor, OPENING.action, place)
    document = icao9303.read(icao9303.split_zone(zone), clock.today())
    if not _readable(document):
        raise MoeliError(CrossingError.UNREADABLE)
    if not desk:
        raise MoeliError(CrossingError.WRONG_PLACE)
    told = Told(id=uuid7(), actor=actor.id, place=place)
    entry = entries.opened(
        told, document, desk=desk, direction=direction, reason=reason, capture=capture
    )
    return begin(actor, entry)


def begin(actor: Actor, entry: NewEntry) -> Inspection:
    """Record the opening; the first document typed beyond the day's number is told of."""
    with transaction.atomic():
        record(entry)
        inspection = _BEGUN.first(id=UUID(entry.subject))
        if inspection is None:
            raise Inspection.DoesNotExist
        tell_once(actor, inspection)
    return inspection


def opening_again(actor: Actor, decision: Decision) -> NewEntry:
    """The entry that opens the look of a withdrawn decision again, as it was captured.

    Nobody sees the zone by this: it goes from one envelope into another.
    """
    before = decision.inspection
    zone = keyring.unseal(zone_binding(before), bytes(before.zone)).decode()
    told = Told(id=uuid7(), actor=actor.id, place=before.place)
    return entries.opened_again(told, decision, zone)


def _readable(document: icao9303.Document) -> bool:
    """A number to know the document by, and nothing that no keyboard or scanner sends."""
    return bool(document.document_number) and all(
        line.isascii() and line.isprintable() for line in document.lines
    )


def tell_once(actor: Actor, inspection: Inspection) -> None:
    """Tell the supervisors of the first document that was typed beyond the day's number."""
    if not How.read(inspection.captured_how).typed:
        return
    most = by_hand.typed_a_day(clock.legal_day(inspection.opened_at))
    if typed_before(actor.id, inspection.opened_at) == most + 1:
        told = NewEntry(
            verb="typing.capped",
            actor=actor.id,
            subject=actor.id,
            place=inspection.place,
            body={"most": most},
        )
        record(told)
