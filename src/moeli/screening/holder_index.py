"""The holders of listed documents in the memory of this process, by which they are looked for.

A name and a birth date can be guessed by trying them all, so no hash of them is ever stored; they
lie on the disk in envelopes alone. Who is only compared is not read: what is met is journaled by
the selectors, which open that one envelope again.

The list is opened once a process; then each change is followed. A few entries are opened by whoever
asks; more by a thread, while whoever asks is told that the names cannot be looked through yet: an
answer without them would look like "nobody".
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock, Thread
from uuid import UUID

from django.db import connection

from moeli.platform.errors import MoeliError
from moeli.platform.logbook import note
from moeli.screening import edition
from moeli.screening.edition import Edition
from moeli.screening.errors import ListError
from moeli.screening.filing import FiledHolders
from moeli.screening.matching import Matcher
from moeli.screening.models import ListedDocument, ListedDocumentQuerySet
from moeli.screening.sealing import standing_holders

FEW = 2_000
"""Entries that whoever asks opens herself: some 0.1 s."""

PATIENCE_SECONDS = 1.0
"""For how long she waits for others who open them."""

_LOT = 500  # opened together; between two lots other threads have their turn
_EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Held:
    """Who is in memory, and up to which edition of the list."""

    edition: Edition
    holders: FiledHolders


class _MuchError(Exception):
    """There is more to open than somebody at a desk waits for."""


class HolderIndex:
    """The holders in memory, brought up to the list at each look; threads share it."""

    def __init__(self, few: int = FEW, patience: float = PATIENCE_SECONDS) -> None:
        self._few, self._patience = few, patience
        self._turn = Lock()  # of whoever reads the list
        self._long = False  # whether whoever has it will not be done soon: nobody waits for her
        self._held: _Held | None = None
        self._reader: Thread | None = None

    def current(self) -> FiledHolders:
        """Those of the list as it stands now.

        Raises MoeliError `names_unread` where they cannot be had in time.
        """
        held = self._held
        if held is None or held.edition != edition.current():
            held = self._brought_up()
        return held.holders

    def follow(self) -> None:
        """Bring it up to the list, however much there is to open."""
        with self._turn:
            self._read(however_much=True)

    def follow_quietly(self) -> None:
        """The same in a thread of its own: what fails is logged, and tried again by the next."""
        try:
            self.follow()
        except Exception as error:  # noqa: BLE001 -- whoever asks is told, and asks again
            note("list.names_unread", level=logging.WARNING, error=type(error).__name__)
        finally:
            connection.close()

    def _brought_up(self) -> _Held:
        if not self._turn.acquire(timeout=0 if self._long else self._patience):
            raise MoeliError(ListError.NAMES_UNREAD)
        try:
            return self._read(however_much=False)
        except _MuchError:
            reader = self._reader = Thread(target=self.follow_quietly, name="holders", daemon=True)
        finally:
            self._turn.release()
        reader.start()
        reader.join(self._patience)
        held = self._held
        if held is None or held.edition != edition.current():
            raise MoeliError(ListError.NAMES_UNREAD)
        return held

    def _read(self, *, however_much: bool) -> _Held:
        """Open what is new. Raises _MuchError, unless `however_much`; what was opened is kept."""
        opened, held = 0, self._held
        try:
            while held is None or held.edition != edition.current():
                step = edition.followed(held.edition, _LOT) if held else None
                opened += len(step[1]) if step else 0
                self._long = opened > self._few if step else _is_longer_than(self._few)
                if self._long and not however_much:
                    raise _MuchError
                held = self._held = _followed(held, *step) if held and step else _whole()
            return held
        finally:
            self._long = False


def _is_longer_than(few: int) -> bool:
    return ListedDocument.objects.order_by("id")[few : few + 1].exists()


def _whole() -> _Held:
    """Everybody who stands on the list; what changes meanwhile is followed afterwards."""
    began, holders = edition.current(), FiledHolders()
    for lot in _lots():
        holders.file(standing_holders(lot))
    return _Held(began, holders)


def _followed(held: _Held, reached: Edition, entries: Sequence[UUID]) -> _Held:
    """The same holders, with those of the entries as they stand now."""
    stand = ListedDocument.objects.standing().named().filter(id__in=entries)
    holders = standing_holders(_sealed(stand))
    for entry in entries:
        if entry not in holders:
            held.holders.drop(entry)
    held.holders.file(holders)
    return _Held(reached, held.holders)


def _lots() -> Iterator[list[tuple[UUID, bytes]]]:
    """The envelopes of all holders, some at a time: no look at the database lasts long."""
    named, last = ListedDocument.objects.standing().named().order_by("id"), UUID(int=0)
    while lot := _sealed(named.filter(id__gt=last)[:_LOT]):
        yield lot
        last = lot[-1][0]


def _sealed(rows: ListedDocumentQuerySet) -> list[tuple[UUID, bytes]]:
    return [(id, bytes(envelope)) for id, envelope in rows.values_list("id", "holder")]


_INDEX = HolderIndex()


def current() -> Matcher:
    """The index of this process, for the list as it stands now. Raises as `HolderIndex` does."""
    return _INDEX.current()


def keep_current() -> None:
    """From now on a thread of this process reads the list, before anybody has to wait for it.

    It looks again each minute: who was erased goes from memory also where nobody looks.
    """
    Thread(target=_keep_current, name="holders kept", daemon=True).start()


def _keep_current() -> None:
    while True:
        _INDEX.follow_quietly()
        time.sleep(_EVERY_SECONDS)
