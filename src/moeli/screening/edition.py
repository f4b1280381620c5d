"""By what it is seen that the document list has changed, and in which entries.

One row, read by each look at the list, says how far its changes have come. Each change has a number
and a name. Who has read the list up to a change follows the later ones, as long as that change is
still found under its name: where it is not, this is another database, such as a restored copy.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from moeli.platform.ids import uuid7
from moeli.platform.prepared import Prepared
from moeli.screening.models import ListChange, ListEdition

_ONLY = 1
_CURRENT = Prepared(lambda: ListEdition.objects.values_list("number", "edition")[:1])


@dataclass(frozen=True, slots=True)
class Edition:
    """How far the changes of the list have come: the number and the name of the latest."""

    number: int = 0
    name: UUID | None = None


def current() -> Edition:
    """How far they have come; the first edition is that of a list that never changed."""
    found = _CURRENT.first()
    return Edition(*found) if found else Edition()


@transaction.atomic
def changed(*entries: UUID) -> None:
    """Note that these entries came, went or were erased, in the transaction that changes them."""
    latest, _made = ListEdition.objects.select_for_update().get_or_create(
        id=_ONLY, defaults={"edition": uuid7()}
    )
    changes = [
        ListChange(number=number, edition=uuid7(), listed=entry)
        for number, entry in enumerate(entries, latest.number + 1)
    ]
    ListChange.objects.bulk_create(changes)
    latest.number, latest.edition = changes[-1].number, changes[-1].edition
    latest.save(update_fields=["number", "edition"])


def followed(seen: Edition, most: int) -> tuple[Edition, list[UUID]] | None:
    """The edition after the next changes, `most` at most, and the entries that they are about.

    None where these changes cannot be told: `seen` is of no change, or of none in this database.
    """
    later = ListChange.objects.filter(number__gte=seen.number).order_by("number")
    rows = list(later.values_list("number", "edition", "listed")[: most + 1])
    if not rows or rows[0][:2] != (seen.number, seen.name):
        return None
    *_before, (number, name, _entry) = rows
    return Edition(number, name), list(dict.fromkeys(entry for _, _, entry in rows[1:]))
