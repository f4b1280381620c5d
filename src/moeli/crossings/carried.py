"""Inspections and decisions that come from a post by the hundred, written together.

The rows are those that the projectors write one by one, in a tenth of the queries: what is there
already is asked for once, what is new is written once, and who supersedes whom is told in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.projectors import crossing_of, decision_of, inspection_of, turn_back
from moeli.crossings.rules import LONGEST_VALIDITY
from moeli.crossings.sealing import zone_binding
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded

_CHUNK = 500
_OPENED = "inspection.opened"
_Desk = tuple[str, str, str]


@dataclass(slots=True)
class _Rows:
    """What is known, and what is going to be written."""

    known: dict[UUID, Inspection] = field(default_factory=dict)
    decided: set[UUID] = field(default_factory=set)
    open: dict[_Desk, list[Inspection]] = field(default_factory=lambda: defaultdict(list))
    inspections: list[Inspection] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    superseded: dict[UUID, Inspection] = field(default_factory=dict)


def write(recorded: Sequence[Recorded]) -> None:
    """The rows of these entries, in their order; applied again, they change nothing."""
    rows = _known(recorded)
    for each in recorded:
        _open(rows, each) if each.verb == _OPENED else _decide(rows, each)
    _seal(rows.inspections, recorded)
    Inspection.objects.bulk_create(rows.inspections, batch_size=_CHUNK)
    Inspection.objects.bulk_update(rows.superseded.values(), ["superseded_at"], batch_size=_CHUNK)
    Decision.objects.bulk_create(rows.decisions, batch_size=_CHUNK)
    Crossing.objects.bulk_create(rows.crossings, batch_size=_CHUNK)
    for decision in rows.decisions:
        turn_back(decision)


def _known(recorded: Sequence[Recorded]) -> _Rows:
    opened = [each for each in recorded if each.verb == _OPENED]
    decided = [each for each in recorded if each.verb != _OPENED]
    named = {UUID(each.subject) for each in opened}
    named |= {UUID(each.body["inspection"]) for each in decided}
    rows = _Rows(Inspection.objects.in_bulk(named))
    subjects = [UUID(each.subject) for each in decided]
    kept = Decision.objects.filter(id__in=subjects)
    rows.decided = set(kept.values_list("id", flat=True))
    for each in _standing_open(opened):
        rows.open[_desk(each)].append(rows.known.setdefault(each.id, each))
    return rows


def _standing_open(opened: Sequence[Recorded]) -> Iterable[Inspection]:
    desks = {(each.place, each.body["desk"], each.actor) for each in opened}
    places, names, officers = zip(*desks, strict=True) if desks else ((), (), ())
    first = min((each.occurred_at for each in opened), default=datetime.max.replace(tzinfo=UTC))
    found = Inspection.objects.supersedable(first - LONGEST_VALIDITY).filter(
        place__in=set(places), desk__in=set(names), officer__in=set(officers)
    )
    return found.order_by("opened_at")


def _open(rows: _Rows, recorded: Recorded) -> None:
    if UUID(recorded.subject) in rows.known:
        return
    newer = inspection_of(recorded)
    still = rows.open[_desk(newer)]
    since = newer.opened_at - LONGEST_VALIDITY
    for older in [each for each in still if since <= each.opened_at <= newer.opened_at]:
        older.superseded_at = newer.opened_at
        still.remove(older)
        if not older._state.adding:
            rows.superseded[older.id] = older
    still.append(newer)
    rows.known[newer.id] = newer
    rows.inspections.append(newer)


def _decide(rows: _Rows, recorded: Recorded) -> None:
    if UUID(recorded.subject) in rows.decided:
        return
    decision, inspection = decision_of(recorded), rows.known[UUID(recorded.body["inspection"])]
    if inspection.place != recorded.place:
        raise Inspection.DoesNotExist  # as the projector: no post decides for another
    rows.decided.add(decision.id)
    rows.decisions.append(decision)
    still = rows.open[_desk(inspection)]
    if inspection in still:
        still.remove(inspection)
    if Outcome(decision.outcome).crosses:
        rows.crossings.append(crossing_of(recorded, decision, inspection))


def _seal(inspections: Sequence[Inspection], recorded: Iterable[Recorded]) -> None:
    zones = {each.subject: each.body["zone"] for each in recorded if each.verb == _OPENED}
    items = [(zone_binding(each), zones[str(each.id)].encode()) for each in inspections]
    for inspection, sealed in zip(inspections, keyring.seal_many(items), strict=True):
        inspection.zone = sealed


def _desk(inspection: Inspection) -> _Desk:
    return inspection.place, inspection.desk, inspection.officer
