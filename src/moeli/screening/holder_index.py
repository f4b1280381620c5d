"""The holders of listed documents in the memory of this process, by which they are looked for.

A name and a birth date can be guessed by trying them all, so no hash of them is ever stored; they
lie on the disk in envelopes alone. Who is only compared is not read: what is met is journaled by
the selectors, which open that one envelope again.
"""

from dataclasses import dataclass
from uuid import UUID

from moeli.platform.errors import MoeliError
from moeli.screening import edition
from moeli.screening.matching import FiledHolders, Matcher, Sought
from moeli.screening.models import ListedDocument
from moeli.screening.sealing import holders


@dataclass(frozen=True, slots=True)
class _Index:
    """What was read, and what the list was called then."""

    edition: UUID | None
    matcher: Matcher


_latest: _Index | None = None


def current() -> Matcher:
    """The index of the list as it stands now; read anew when an entry came or went."""
    global _latest
    named, index = edition.current(), _latest  # its name first: what comes meanwhile has another
    if index is None or index.edition != named:
        index = _latest = _Index(named, FiledHolders(_holders()))
    return index.matcher


def _holders() -> dict[UUID, Sought]:
    rows = ListedDocument.objects.standing().named().values_list("id", "holder")
    return {id: holder for id, envelope in rows for holder in opened(id, bytes(envelope))}


def opened(id: UUID, envelope: bytes) -> list[Sought]:
    """The holder; nobody once the key of the entry was destroyed."""
    try:
        return holders([(id, envelope)])
    except MoeliError:
        return []
