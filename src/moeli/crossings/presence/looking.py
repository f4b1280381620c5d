"""What was recorded, as the patterns need it: a step of a chain, and what lies around it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from moeli.crossings.capture import How
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.presence.patterns import Limits, Look
from moeli.crossings.rules import LONGEST_VALIDITY
from moeli.platform import clock

_CHUNK = 400
_DAY = timedelta(days=1)
_MACHINES = [each.value for each in How if each.by_machine]
_FIELDS = (
    "id",
    "place",
    "desk",
    "officer",
    "document_hash",
    "opened_at",
    "captured_how",
    "captured_at",
    "superseded_at",
    "reopens",
    "decision__officer",
    "decision__outcome",
    "decision__decided_at",
)


def looks_of(opened: Iterable[UUID], decided: Iterable[UUID]) -> dict[UUID, Look]:
    """The inspections that were opened, and those that these decisions decided."""
    found: dict[UUID, Look] = {}
    for field, ids in (("id", list(opened)), ("decision__id", list(decided))):
        for start in range(0, len(ids), _CHUNK):
            found |= _looks(Q(**{f"{field}__in": ids[start : start + _CHUNK]}))
    return found


def around(looks: Iterable[Look], limits: Limits) -> dict[UUID, Look]:
    """What else of the same desks' days could be a part of a pattern with these looks.

    What a machine read is asked for only as far back as a burst lasts: it is nearly all of a day.
    """
    since: dict[tuple[str, date], dict[str, datetime]] = defaultdict(dict)
    for look in looks:
        desks = since[look.place, look.day]
        desks[look.desk] = min(look.at, desks.get(look.desk, look.at))
    found: dict[UUID, Look] = {}
    for (place, day), desks in since.items():
        in_time = sorted(desks, key=lambda desk: desks[desk])
        for start in range(0, len(in_time), _CHUNK):
            some = in_time[start : start + _CHUNK]
            found |= _looks(_around(place, day, some) & _counts(desks[some[0]] - limits.burst))
    return found


def _around(place: str, day: date, desks: Sequence[str]) -> Q:
    began = datetime.combine(day, time.min, clock.MASERU)
    return Q(place=place, desk__in=desks, opened_at__gte=began, opened_at__lt=began + _DAY)


def _counts(since: datetime) -> Q:
    return ~Q(captured_how__in=_MACHINES) | Q(reopens__isnull=False) | Q(opened_at__gte=since)


def _looks(where: Q) -> dict[UUID, Look]:
    rows = Inspection.objects.filter(where).values(*_FIELDS)
    return {row["id"]: _look(row) for row in rows}


def _look(row: Mapping[str, Any]) -> Look:
    outcome, decided_at = row["decision__outcome"], row["decision__decided_at"]
    return Look(
        id=row["id"],
        place=row["place"],
        desk=row["desk"],
        officer=row["decision__officer"] or row["officer"],
        document=bytes(row["document_hash"]),
        day=clock.legal_day(row["opened_at"]),
        at=row["opened_at"],
        how=How.read(row["captured_how"]) if row["captured_at"] else None,
        decided_at=decided_at,
        crossed=outcome is not None and Outcome(outcome).crosses,
        turned_back=outcome == Outcome.TURNED_BACK,
        left=decided_at is None and _left(row),
        reopened=row["reopens"] is not None,
    )


def _left(row: Mapping[str, Any]) -> bool:
    """Another document took its place; one that was opened again is left when it has run out."""
    run_out = row["opened_at"] < clock.now() - LONGEST_VALIDITY
    return row["superseded_at"] is not None or (row["reopens"] is not None and run_out)


def marked(
    looks: Mapping[UUID, Look], off_roster: frozenset[UUID], port_closed: frozenset[UUID]
) -> list[Look]:
    """The looks with what the port says about their hours."""
    outside = off_roster | port_closed
    return [
        replace(look, off_roster=look.id in off_roster, port_closed=look.id in port_closed)
        if look.id in outside
        else look
        for look in looks.values()
    ]
