"""The crossings on one document, at any port, near enough to one another to be a pattern.

They are compared by their moments and places alone; only those of which something is yet to be
told are read whole. So a document that is carried to and fro all day costs little each time.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from moeli.crossings.models import Crossing
from moeli.crossings.outcomes import Outcome
from moeli.crossings.presence import told
from moeli.crossings.presence.looking import looks_of
from moeli.crossings.presence.patterns import Limits, Look, Pattern, found
from moeli.platform import clock

OF_DOCUMENTS: Final = frozenset({Pattern.CROSSED_AGAIN, Pattern.TWO_POSTS})
_CHUNK = 400
_CROSSES: Final = {each.value for each in Outcome if each.crosses}
_FIELDS: Final = (
    "document_hash",
    "place",
    "decision__outcome",
    "decision__decided_at",
    "decision__inspection_id",
    "decision__inspection__opened_at",
)


def suspicious(
    looks: Iterable[Look], limits: Limits, patterns: Collection[Pattern]
) -> dict[UUID, Look]:
    """All crossings on those documents of `looks` that show one of `patterns`, not yet told."""
    moments = _moments(looks)
    documents, window = list(moments), max(limits.again, limits.two_posts)
    ids: list[UUID] = []
    for start in range(0, len(documents), _CHUNK):
        some = {each: moments[each] for each in documents[start : start + _CHUNK]}
        near = list(_near(some, window))
        untold = _untold(near, limits, patterns)
        ids += [look.id for look in near if look.document in untold]
    return looks_of(ids, ())


def _moments(looks: Iterable[Look]) -> dict[bytes, list[datetime]]:
    """When each document crossed."""
    moments: dict[bytes, list[datetime]] = {}
    for look in looks:
        if look.crossed and look.decided_at:
            moments.setdefault(look.document, []).append(look.decided_at)
    return moments


def _near(moments: Mapping[bytes, Sequence[datetime]], window: timedelta) -> Iterator[Look]:
    times = [each for of_document in moments.values() for each in of_document]
    rows = Crossing.objects.filter(
        document_hash__in=list(moments),
        occurred_at__range=(min(times) - window, max(times) + window),
    )
    for row in rows.values_list(*_FIELDS).iterator():
        if row[2] in _CROSSES:
            yield _look(*row)


def _look(
    document: Any,  # noqa: ANN401 -- bytes or a memoryview, as the engine has it
    place: str,
    _outcome: str,
    decided_at: datetime,
    id: UUID,
    at: datetime,
) -> Look:
    """As much of it as a pattern of documents needs."""
    return Look(
        id=id,
        place=place,
        desk="",
        officer="",
        document=bytes(document),
        day=clock.legal_day(at),
        at=at,
        how=None,
        decided_at=decided_at,
        crossed=True,
    )


def _untold(
    looks: Sequence[Look], limits: Limits, patterns: Collection[Pattern]
) -> frozenset[bytes]:
    """The documents of which an alarm may have to be raised."""
    of_cause = {
        finding.cause: finding.looks[0].document
        for finding in found(looks, limits, patterns=patterns)
    }
    known = told.answered(of_cause) if of_cause else {}
    return frozenset(
        document for cause, document in of_cause.items() if known.get(cause) != told.WAITS
    )
