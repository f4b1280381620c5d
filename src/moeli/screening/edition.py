"""By what it is seen that the document list has changed: one row, read by each look at the list."""

from uuid import UUID

from moeli.platform.ids import uuid7
from moeli.platform.prepared import Prepared
from moeli.screening.models import ListEdition

_ONLY = 1
_CURRENT = Prepared(lambda: ListEdition.objects.values_list("edition", flat=True)[:1])


def current() -> UUID | None:
    """What the list is now called; another name means other entries. None: it never changed."""
    return _CURRENT.first()


def changed() -> None:
    """Give the list a new name, in the transaction that changes it.

    Never a count: a list that was emptied and filled again would have a name that it had before.
    """
    ListEdition.objects.update_or_create(id=_ONLY, defaults={"edition": uuid7()})
