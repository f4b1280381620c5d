"""The holders of listed documents in the memory of this process, by which they are looked for.

A name and a birth date can be guessed by trying them all, so no hash of them is ever stored; they
lie on the disk in envelopes alone. Who is only compared is not read: what is met is journaled by
the selectors, which open that one envelope again.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast

from moeli.platform.errors import MoeliError
from moeli.screening.matching import FiledHolders, Matcher, Sought
from moeli.screening.models import ListedDocument
from moeli.screening.sealing import holders


@dataclass(frozen=True, slots=True)
class _Index:
    """What was read, and by what it is seen that the list has changed since."""

    stamp: dict[str, Any]
    matcher: Matcher


_latest: _Index | None = None


def current() -> Matcher:
    """The index of the list as it stands now; read anew when an entry came or went."""
    global _latest
    stamp, index = _stamp(), _latest
    if index is None or index.stamp != stamp:
        index = _latest = _Index(stamp, FiledHolders(_holders()))
    return index.matcher


def _stamp() -> dict[str, Any]:
    named = ListedDocument.objects.standing().named()
    return named.aggregate(
        entries=Count("id"), listed=Max("listed_at"), newest=Max(Cast("id", CharField()))
    )


def _holders() -> dict[UUID, Sought]:
    rows = ListedDocument.objects.standing().named().values_list("id", "holder")
    return {id: holder for id, envelope in rows for holder in opened(id, bytes(envelope))}


def opened(id: UUID, envelope: bytes) -> list[Sought]:
    """The holder; nobody once the key of the entry was destroyed."""
    try:
        return holders([(id, envelope)])
    except MoeliError:
        return []
