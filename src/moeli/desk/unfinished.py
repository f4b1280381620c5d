"""What an officer had begun at the desk when she was relieved: the box, and the open inspection."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from moeli.crossings import rules
from moeli.crossings import selectors as crossings
from moeli.crossings.models import Inspection
from moeli.desk.station import officer
from moeli.platform import clock
from moeli.platform.access import drafts
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth

CAPTURE, INSPECTION, BY_HAND = "desk.capture", "desk.inspection", "desk.by_hand"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The zone and direction as she left them, and an inspection that can still be decided."""

    zone: str = ""
    direction: str = ""
    inspection: UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitingScans:
    """The scans as their page keeps them, empty without any, and the draft that holds them."""

    draft: str
    scans: str


def unfinished(request: HttpRequest) -> Unfinished:
    """What she had begun."""
    pages = (CAPTURE, INSPECTION)
    kept = drafts.begun(actor=officer(request), booth=_booth(request), pages=pages)
    box, opened = kept.get(CAPTURE, {}), kept.get(INSPECTION, {})
    still = _still_open(officer(request), opened)
    return Unfinished(box.get("zone", ""), box.get("direction", ""), still)


def begun_by_hand(request: HttpRequest) -> drafts.Fields:
    """What she had begun to enter by hand."""
    return drafts.find(actor=officer(request), booth=_booth(request), page=BY_HAND)


def scans_waiting(request: HttpRequest, party_id: UUID | None = None) -> WaitingScans:
    """Scans into a party, or into one that they begin, which nobody had answered."""
    page = f"party.{party_id or 'begin'}"
    kept = drafts.find(actor=officer(request), booth=_booth(request), page=page)
    return WaitingScans(page, kept.get("scans", ""))


def opened(request: HttpRequest, inspection: Inspection) -> None:
    """The box is empty again, and this inspection is what she has open."""
    at = inspection.opened_at
    until = at + rules.inspection_validity(clock.legal_day(at))
    fields = {"id": str(inspection.id), "until": until.isoformat()}
    with transaction.atomic():  # one write to the disk, not three
        _drop(request, CAPTURE)
        if inspection.reason.startswith("by_hand"):
            _drop(request, BY_HAND)
        drafts.keep(actor=officer(request), booth=_booth(request), page=INSPECTION, fields=fields)


def emptied(request: HttpRequest) -> None:
    """She emptied the box."""
    _drop(request, CAPTURE)


def _drop(request: HttpRequest, page: str) -> None:
    drafts.drop(actor=officer(request), booth=_booth(request), page=page, everywhere=True)


def _still_open(actor: Actor, fields: drafts.Fields) -> UUID | None:
    """What is kept is not dropped by a decision: that would be a second write at every one."""
    if not fields or datetime.fromisoformat(fields["until"]) <= clock.now():
        return None
    id = UUID(fields["id"])
    return id if crossings.still_open(actor, id) else None


def _booth(request: HttpRequest) -> EnrolledBooth | None:
    booth: EnrolledBooth | None = request.booth  # type: ignore[attr-defined]  # by ActorMiddleware
    return booth
