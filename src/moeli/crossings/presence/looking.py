"""What was recorded, as the patterns need it: a step of a chain, and what lies around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from moeli.crossings.capture import How
from moeli.crossings.models import Crossing, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.presence.patterns import Limits, Look
from moeli.crossings.rules import LONGEST_VALIDITY
from moeli.platform import clock
from moeli.platform.prepared import Asked, Prepared

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
_AROUND = Prepared(
    lambda: (
        Inspection.objects.filter(place=Asked("place"), desk=Asked("desk"))
        .filter(opened_at__gte=Asked("began"), opened_at__lt=Asked("ended"))
        .filter(
            ~Q(captured_how__in=_MACHINES)
            | Q(reopens__isnull=False)
            | Q(opened_at__gte=Asked("since"))
        )
        .values_list(*_FIELDS)
    )
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
    since: dict[tuple[str, str, date], datetime] = {}
    for look in looks:
        desk = (look.place, look.desk, look.day)
        since[desk] = min(look.at, since.get(desk, look.at))
    found: dict[UUID, Look] = {}
    for (place, desk_name, day), first in since.items():
        began = datetime.combine(day, time.min, clock.MASERU)
        asked = {"place": place, "desk": desk_name, "began": began, "ended": began + _DAY}
        rows = _AROUND.rows(**asked, since=first - limits.burst)
        found |= _by_id(dict(zip(_FIELDS, row, strict=True)) for row in rows)
    return found


def same_documents(looks: Iterable[Look], limits: Limits) -> dict[UUID, Look]:
    """The crossings on the same documents, at any port, near enough to be a pattern."""
    crossed = [look for look in looks if look.crossed]
    found: dict[UUID, Look] = {}
    for start in range(0, len(crossed), _CHUNK):
        found |= _near(crossed[start : start + _CHUNK], max(limits.again, limits.two_posts))
    return found


def _near(crossed: Sequence[Look], window: timedelta) -> dict[UUID, Look]:
    moments = [look.decided_at for look in crossed if look.decided_at]
    rows = Crossing.objects.filter(
        document_hash__in={look.document for look in crossed},
        occurred_at__range=(min(moments) - window, max(moments) + window),
    )
    ids = list(rows.values_list("decision__inspection_id", flat=True))
    known = {look.id for look in crossed}
    return looks_of([id for id in ids if id not in known], ())


def _looks(where: Q) -> dict[UUID, Look]:
    return _by_id(Inspection.objects.filter(where).values(*_FIELDS))


def _by_id(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, Look]:
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


def merged(*found: Mapping[UUID, Look]) -> dict[UUID, Look]:
    """All of them, each once."""
    return reduce(or_, (dict(each) for each in found), {})


def marked(
    looks: Mapping[UUID, Look], off_roster: frozenset[UUID], port_closed: frozenset[UUID]
) -> list[Look]:
    """The looks with what the port says about their hours."""
    return [
        replace(look, off_roster=look.id in off_roster, port_closed=look.id in port_closed)
        for look in looks.values()
    ]
