"""What the desk pages read: one call each, which asks the rooms below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Count

from moeli.crossings import selectors as crossings
from moeli.crossings.models import Decision
from moeli.crossings.outcomes import Outcome
from moeli.crossings.policies import OPENING
from moeli.desk.station import Station
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.screening import selectors as screening

RECENT = 8


@dataclass(frozen=True, slots=True)
class DeskDay:
    """The desk's latest decisions and how many of each there were today; no names."""

    recent: tuple[crossings.RecentDecision, ...]
    today: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class Console:
    """An inspection with what to do about its document, when it is listed."""

    inspection: crossings.InspectionView
    hits: tuple[screening.Hit, ...]


def desk_day(actor: Actor, station: Station) -> DeskDay:
    """What was decided at this desk; outside the actor's places, nothing."""
    recent = crossings.recent_at(actor, station.place, station.desk, RECENT)
    return DeskDay(tuple(recent), _today(actor, station))


def console(actor: Actor, inspection_id: UUID) -> Console:
    """The inspection and, while it is open, its matches in the document list (both journaled).

    Raises MoeliError `absent`, or `unavailable` when the read cannot be journaled.
    """
    inspection = crossings.inspection_view(actor, inspection_id)
    document = inspection.document
    if document is None:
        return Console(inspection, ())
    hits = screening.hits(
        actor,
        document.issuing_state or "",
        document.document_number or "",
        clock.today(),
        inspection.place,
    )
    return Console(inspection, hits)


def _today(actor: Actor, station: Station) -> dict[Outcome, int]:
    rows = Decision.objects.filter(
        OPENING.rows(actor, prefix="inspection__"),
        inspection__place=station.place,
        inspection__desk=station.desk,
        decided_at__gte=datetime.combine(clock.today(), time.min, clock.MASERU),
    )
    counted = rows.order_by().values_list("outcome").annotate(number=Count("id"))
    return {Outcome(outcome): number for outcome, number in counted}
