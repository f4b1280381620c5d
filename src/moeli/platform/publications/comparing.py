"""Counting a difference. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from moeli.platform.room import PublicationChange


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a difference adds, removes and changes."""

    added: int
    removed: int
    changed: int


def compared(changes: Iterable[PublicationChange]) -> Counts:
    """The counts of a difference."""
    rows = list(changes)
    added = sum(not each.before for each in rows)
    removed = sum(not each.after for each in rows)
    return Counts(added, removed, len(rows) - added - removed)
