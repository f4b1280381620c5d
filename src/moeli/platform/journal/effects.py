"""What follows from an entry: the rows that it stands for, and the listeners that hear of it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from moeli.platform import room
from moeli.platform.room import Listener, Recorded

Hears = Callable[[Listener], bool]


def everybody(_listener: Listener) -> bool:
    """Every listener hears: the entry is of this node."""
    return True


def take_first(recorded: Sequence[Recorded]) -> bool:
    """Write the rows before the entries, where all of them may be; whether that was done.

    Their listeners are told once the entries are in the chain: by `tell`.
    """
    verbs = room.verbs()
    if not all(verbs[each.verb].rows_first(each) for each in recorded):
        return False
    for each in recorded:
        _write(each)
    return True


def take_singly(recorded: Iterable[Recorded], hears: Hears = everybody) -> None:
    """Write the rows of each entry, and tell its listeners before the next."""
    for each in recorded:
        _write(each)
        tell([each], hears)


def take_together(recorded: Sequence[Recorded], hears: Hears = everybody) -> None:
    """The same rows in far fewer queries, where the verbs that follow one another know how to.

    Listeners hear of such a run once all its rows are written.
    """
    for many, run in groupby(recorded, key=lambda each: room.verbs()[each.verb].project_many):
        if many:
            entries = list(run)
            many(entries)
            tell(entries, hears)
        else:
            take_singly(run, hears)


def tell(recorded: Iterable[Recorded], hears: Hears) -> None:
    """Tell those listeners that hear."""
    for each in recorded:
        for listener in room.listeners(each.verb):
            if hears(listener):
                listener.hear(each)


def _write(recorded: Recorded) -> None:
    project = room.verbs()[recorded.verb].project
    if project:
        project(recorded)
