"""What an officer may see of inspections; protected reads are journaled before the answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from functools import cache
from uuid import UUID

from moeli.crossings import rules
from moeli.crossings.afterwards.rules import turned_back_time
from moeli.crossings.asked.models import Asked
from moeli.crossings.asked.selectors import asked_of, opened_answers
from moeli.crossings.by_hand import typed_a_day
from moeli.crossings.capture import How
from moeli.crossings.captured import read_captured
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome, offered
from moeli.crossings.policies import HISTORY, OPENING
from moeli.crossings.sealing import zone_binding
from moeli.crossings.standing import Standing, standing
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Asked as Given
from moeli.platform.prepared import Prepared
from moeli.standards import icao9303

_OF_EARLIER = (
    "inspection__direction",
    "inspection__place",
    "decided_at",
    "outcome",
    "corrected_to",
    "crossing__voided_because",
)


_WITH_DECISION = Prepared(
    lambda: Inspection.objects.select_related("decision").filter(id=Given("id"))
)
_OPEN_AT = Prepared(
    lambda: Inspection.objects.open().filter(id=Given("id")).values_list("place", flat=True)
)
_LAST_HERE = Prepared(
    lambda: (
        Crossing.objects.of_document(Given("document")).standing().filter(place=Given("place"))[:1]
    )
)


@cache
def _latest(limit: int) -> Prepared[Decision, Decision]:
    return Prepared(
        lambda: (
            Decision.objects.filter(
                inspection__place=Given("place"), inspection__desk=Given("desk")
            )
            .select_related("inspection")
            .order_by("-inspection__opened_at")[:limit]
        )
    )


@cache
def _decided_before(shown: int) -> Prepared[Inspection, UUID]:
    return Prepared(
        lambda: (
            Inspection.objects.of_document(Given("document"))
            .filter(decision__isnull=False, decision__withdrawn_at=None)
            .values_list("id", flat=True)[:shown]
        )
    )


class State(StrEnum):
    """Where an inspection stands."""

    OPEN = "open"
    DECIDED = "decided"
    SUPERSEDED = "superseded"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """One earlier decision on the same document."""

    direction: Direction
    place: str
    decided_at: datetime
    outcome: Outcome
    corrected: bool = False
    turned_back: bool = False


@dataclass(frozen=True, slots=True)
class RecentDecision:
    """A decision at a desk, as its officer may see it listed: without any name or number.

    `outcome` is that of the latest correction.
    """

    id: UUID
    direction: Direction
    outcome: Outcome
    nationality: str
    decided_at: datetime
    officer: str
    withdrawn: bool
    corrected: bool
    followed: bool


@dataclass(frozen=True, slots=True)
class InspectionView:
    """An inspection as its officer sees it; document and history only while it is open."""

    id: UUID
    direction: Direction
    place: str
    desk: str
    opened_at: datetime
    valid_until: datetime
    state: State
    decided: Outcome | None
    document: icao9303.Document | None
    earlier: tuple[EarlierDecision, ...]
    offered: tuple[Outcome, ...]
    standing: Standing | None = None
    how: How = How.UNKNOWN
    history_withheld: bool = False


def inspection_view(actor: Actor, inspection_id: UUID) -> InspectionView:
    """The inspection; while it is open, its document and earlier decisions on it (journaled).

    Raises MoeliError `absent`, or `unavailable` when the read cannot be journaled.
    """
    inspection = _WITH_DECISION.first(id=inspection_id)
    if inspection is None or not OPENING.may(actor, inspection):
        raise absent()
    ruled = rules.inspection_rules(clock.legal_day(inspection.opened_at))
    until = inspection.opened_at + ruled.validity
    if _state(inspection, until) is not State.OPEN:
        return _view(inspection, until, None, ())
    left = departure_before(inspection) is not None
    withheld, asked = history_withheld(inspection), asked_of(inspection)
    earlier_ids = [] if withheld else _earlier_ids(actor, inspection, ruled.history_shown)
    with reading(
        actor=actor,
        purpose=f"inspection:{inspection.reason}",
        ids=_read(inspection, earlier_ids, asked),
        place=inspection.place,
    ):
        document = document_of(inspection)
        answers = opened_answers(asked, inspection.id)
        history = HISTORY.may(actor, inspection) and not withheld
        stands = standing(inspection, document, answers, history=history)
        earlier = _earlier(earlier_ids)
        seen = _view(inspection, until, document, earlier, stands=stands, left_before=left)
        return replace(seen, history_withheld=withheld)


def still_open(actor: Actor, inspection_id: UUID) -> bool:
    """Whether the inspection waits for a decision that she may make; nothing of it is read."""
    return _OPEN_AT.first(id=inspection_id) in actor.places(OPENING.action)


def recent_at(actor: Actor, place: str, desk: str, limit: int) -> list[RecentDecision]:
    """The decisions on the latest inspections at one desk, without names: no journal entry.

    In the order in which they were opened, which is that of an index: however long the desk's
    history, no more of it is read than is shown.
    """
    if place not in actor.places(OPENING.action):
        return []
    return [_recent(row) for row in _latest(limit).rows(place=place, desk=desk)]


def history_withheld(inspection: Inspection) -> bool:
    """Whether history stays closed: its officer has typed so many documents that day, or this is
    a row of a list, whose document nobody has seen.
    """
    how = How.read(inspection.captured_how)
    if not how.typed:
        return how is How.LIST_ROW
    typed = typed_before(inspection.officer, inspection.opened_at)
    return typed > typed_a_day(clock.legal_day(inspection.opened_at))


def typed_before(officer: str, moment: datetime) -> int:
    """How many documents an officer typed on the legal day of `moment`, up to it."""
    began = datetime.combine(clock.legal_day(moment), time.min, clock.MASERU)
    hers = Inspection.objects.filter(officer=officer, opened_at__gte=began, opened_at__lte=moment)
    return hers.filter(captured_how__in=[each for each in How if each.typed]).count()


def departure_before(inspection: Inspection) -> Crossing | None:
    """The departure on this document at this port that the other side may have undone.

    It is the last crossing on the document here, it stands, and it is recent enough.
    """
    last = _LAST_HERE.first(document=bytes(inspection.document_hash), place=inspection.place)
    if last is None or last.direction != Direction.EXIT:
        return None
    since = inspection.opened_at - turned_back_time(clock.legal_day(inspection.opened_at))
    return last if since <= last.occurred_at <= clock.now() else None


def _state(inspection: Inspection, until: datetime) -> State:
    if hasattr(inspection, "decision"):
        return State.DECIDED
    if inspection.superseded_at:
        return State.SUPERSEDED
    return State.STALE if clock.now() > until else State.OPEN


def document_of(inspection: Inspection) -> icao9303.Document:
    """The document as captured; the caller has journaled that it is read."""
    zone = keyring.unseal(zone_binding(inspection), bytes(inspection.zone)).decode()
    return read_captured(zone, clock.legal_day(inspection.opened_at))


def _earlier_ids(actor: Actor, inspection: Inspection, shown: int) -> list[UUID]:
    if not HISTORY.may(actor, inspection):
        return []
    return _decided_before(shown).rows(document=bytes(inspection.document_hash))


def _read(inspection: Inspection, earlier: list[UUID], asked: Iterable[Asked]) -> list[UUID]:
    """Every inspection of which something is shown, once each."""
    ids = [inspection.id, *earlier, *(each.inspection_id for each in asked)]
    return list(dict.fromkeys(ids))


def _earlier(ids: Iterable[UUID]) -> tuple[EarlierDecision, ...]:
    """Of each only what is shown: the zones of a commuter's half year stay where they are."""
    rows = Decision.objects.filter(inspection__in=ids).order_by("-decided_at")
    asked = rows.values_list(*_OF_EARLIER)
    return tuple(
        EarlierDecision(
            Direction(direction),
            place,
            decided_at,
            Outcome(corrected_to or outcome),
            corrected=bool(corrected_to),
            turned_back=voided == "turned_back",
        )
        for direction, place, decided_at, outcome, corrected_to, voided in asked
    )


def _view(
    inspection: Inspection,
    until: datetime,
    document: icao9303.Document | None,
    earlier: tuple[EarlierDecision, ...],
    *,
    stands: Standing | None = None,
    left_before: bool = False,
) -> InspectionView:
    direction = Direction(inspection.direction)
    decided = inspection.decision.stands_as if hasattr(inspection, "decision") else None
    return InspectionView(
        id=inspection.id,
        direction=direction,
        place=inspection.place,
        desk=inspection.desk,
        opened_at=inspection.opened_at,
        valid_until=until,
        state=_state(inspection, until),
        decided=decided,
        document=document,
        earlier=earlier,
        offered=offered(
            direction,
            inspection.nationality,
            left_before=left_before,
            protection=bool(stands and stands.protection),
        ),
        standing=stands,
        how=How.read(inspection.captured_how),
    )


def _recent(row: Decision) -> RecentDecision:
    inspection = row.inspection
    return RecentDecision(
        row.id,
        Direction(inspection.direction),
        row.stands_as,
        inspection.nationality,
        row.decided_at,
        row.officer,
        withdrawn=row.withdrawn_at is not None,
        corrected=bool(row.corrected_to),
        followed=bool(row.followed_by),
    )
