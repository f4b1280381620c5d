"""What the desk pages read: one call each, which asks the rooms below."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, QuerySet, When

from moeli.crossings import selectors as crossings
from moeli.crossings.afterwards.selectors import undoable
from moeli.crossings.identification.selectors import IdentificationView, identification_view
from moeli.crossings.identification.services import NAME
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.parties.selectors import Membership, membership
from moeli.crossings.policies import OPENING
from moeli.crossings.refusals.selectors import reviews_waiting
from moeli.crossings.rules import LONGEST_VALIDITY
from moeli.desk.station import Station
from moeli.documents.selectors import OfInspection, of_inspection
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.prepared import Asked, Prepared
from moeli.screening import selectors as screening
from moeli.screening.matching import Sought
from moeli.standards.icao9303 import Document, PartialDate

RECENT = 8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class DeskDay:
    """The desk's latest decisions and how many of each there were today; no names."""

    recent: tuple[crossings.RecentDecision, ...]
    today: Mapping[Outcome, int]
    undoable: UUID | None
    reviews: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """Somebody without document, with what to do when she may be on the list."""

    identification: IdentificationView
    hits: tuple[screening.Hit, ...]
    names_unread: bool = False


@dataclass(frozen=True, slots=True)
class Console:
    """An inspection with what to do about its document, when it is listed.

    `names_unread`: its holder could not be looked for in the list yet.
    """

    inspection: crossings.InspectionView
    hits: tuple[screening.Hit, ...]
    names_unread: bool = False
    party: Membership | None = None
    documents: OfInspection | None = None


def desk_day(actor: Actor, station: Station) -> DeskDay:
    """What was decided at this desk; outside the actor's places, nothing."""
    recent = crossings.recent_at(actor, station.place, station.desk, RECENT)
    reviewing = actor.may("refusal.review", station.place)
    return DeskDay(
        tuple(recent),
        _today(actor, station),
        undoable(actor, recent),
        reviews_waiting(actor, station.place) if reviewing else (),
    )


def console(actor: Actor, inspection_id: UUID) -> Console:
    """The inspection and, while it is open, its matches in the document list (both journaled).

    Raises MoeliError `absent`, or `unavailable` when the read cannot be journaled.
    """
    inspection = crossings.inspection_view(actor, inspection_id)
    document = inspection.document
    if document is None:
        return Console(inspection, ())
    looked = screening.looked(
        actor,
        document.issuing_state or "",
        document.document_number or "",
        clock.today(),
        inspection.place,
        sought(document),
    )
    documents = of_inspection(actor, inspection_id)
    party = membership(inspection_id)
    return Console(inspection, looked.hits, looked.names_unread, party, documents)


def identified(actor: Actor, identification_id: UUID) -> Identified:
    """Somebody without document and, while that is open, whom of the list she may be (journaled).

    Raises MoeliError `absent`, or `unavailable` when the read cannot be journaled.
    """
    seen = identification_view(actor, identification_id)
    person = _named(seen.answers)
    if person is None:
        return Identified(seen, ())
    looked = screening.looked(actor, "", "", clock.today(), seen.place, person)
    return Identified(seen, looked.hits, looked.names_unread)


def sought(document: Document) -> Sought:
    """Whom the list is asked about."""
    names = (document.primary_identifier or "", document.secondary_identifier or "")
    return Sought(*names, document.birth_date)


def _named(answers: Mapping[str, str]) -> Sought | None:
    """The list is asked by a name with a year of birth; without such a year nobody can tell."""
    year = _YEAR.search(answers.get("born", ""))
    return Sought(answers[NAME], birth_date=PartialDate(int(year[0]))) if year else None


def _today(actor: Actor, station: Station) -> dict[Outcome, int]:
    midnight = datetime.combine(clock.today(), time.min, clock.MASERU)
    if station.place not in actor.places(OPENING.action):
        return {}
    counted = _COUNTED.rows(
        place=station.place,
        desk=station.desk,
        # What is decided today was not opened long before: the index leads to it.
        opened=midnight - LONGEST_VALIDITY,
        decided=midnight,
    )
    return {Outcome(outcome): number for outcome, number in counted}


def _counted() -> QuerySet[Any, Any]:
    """How often each outcome, as it reads now, was decided at a desk since a moment."""
    rows = Decision.objects.standing().filter(
        inspection__place=Asked("place"),
        inspection__desk=Asked("desk"),
        inspection__opened_at__gte=Asked("opened"),
        decided_at__gte=Asked("decided"),
    )
    reads = Case(When(corrected_to="", then="outcome"), default="corrected_to")
    return rows.order_by().annotate(reads=reads).values_list("reads").annotate(Count("id"))


_COUNTED = Prepared(_counted)
