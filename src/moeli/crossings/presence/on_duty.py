"""Which decisions were made outside the officer's roster, and which at a closed port."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from moeli.crossings.presence.patterns import Limits, Look
from moeli.platform import clock
from moeli.platform.access import roles
from moeli.platform.access.models import Grant
from moeli.ports import hours, selectors
from moeli.ports.models import RosterLine

_Lines = Mapping[str, list[RosterLine]]


def off_roster(looks: Iterable[Look], limits: Limits) -> frozenset[UUID]:
    """Decided by somebody whom the port's roster of that day does not name at that hour.

    A day without a roster says nothing. Whoever writes rosters stands in for others and is not
    asked about.
    """
    decided = [look for look in looks if look.decided_at and _is_person(look.officer)]
    lines = _lines(decided)
    outside = [look for look in decided if _outside(look, lines[look.place], limits.grace)]
    writers = _writers({look.officer for look in outside})
    return frozenset(look.id for look in outside if look.officer not in writers)


def at_closed_port(looks: Iterable[Look], limits: Limits) -> frozenset[UUID]:
    """Decided while an event, or hours that were read at their source, closed the port.

    A queue that stood there when it closed may still be served.
    """
    decided = {look.id: (look.place, _at(look)) for look in looks if look.decided_at}
    closures = _closures(decided.values(), limits.grace)
    return frozenset(
        id
        for id, (place, at) in decided.items()
        if _shut(place, at, closures) and _shut(place, at - limits.grace, closures)
    )


def _at(look: Look) -> datetime:
    return look.decided_at or look.at


def _is_person(officer: str) -> bool:
    """An account has a UUID; the house itself has none."""
    try:
        return bool(UUID(officer))
    except ValueError:
        return False


def _lines(looks: Iterable[Look]) -> _Lines:
    found: dict[str, list[RosterLine]] = defaultdict(list)
    days = {look.day for look in looks}
    if not days:
        return found
    beside = timedelta(days=1)
    rows = RosterLine.objects.filter(
        place__in={look.place for look in looks},
        day__range=(min(days) - beside, max(days) + beside),
    )
    for row in rows:
        found[row.place].append(row)
    return found


def _outside(look: Look, lines: Iterable[RosterLine], grace: timedelta) -> bool:
    known = list(lines)
    return any(line.day == look.day for line in known) and not any(
        line.officer == look.officer and _covers(line, look, grace) for line in known
    )


def _covers(line: RosterLine, look: Look, grace: timedelta) -> bool:
    begins, ends = line.span()
    return begins - grace <= _at(look) < ends + grace


def _writers(officers: set[str]) -> frozenset[str]:
    if not officers:
        return frozenset()
    writing = [role for role in roles.roles() if "roster.write" in roles.actions_of(role)]
    rows = Grant.objects.filter(role__in=writing, user_id__in=officers)
    return frozenset(str(id) for id in rows.values_list("user_id", flat=True))


def _closures(decided: Iterable[tuple[str, datetime]], grace: timedelta) -> frozenset[str]:
    """The ports that an event closed at some moment among these: nearly always none."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for place, at in decided:
        moments[place].append(at)
    return frozenset(
        place
        for place, times in moments.items()
        if selectors.was_closed(place, min(times) - grace, max(times) + timedelta.resolution)
    )


def _shut(place: str, moment: datetime, closures: frozenset[str]) -> bool:
    if place in closures and selectors.closure_at(place, moment):
        return True
    ordinary = hours.hours(place, clock.legal_day(moment))
    verified = ordinary is not None and ordinary.verified
    return verified and hours.is_open(hours.table(), place, moment) is False
