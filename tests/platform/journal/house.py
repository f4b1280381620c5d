"""A small house for the journal's tests: one room with verbs, an actor, and an attacker's hands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from moeli.platform.journal import chain, guard
from moeli.platform.journal.models import Entry, Head
from moeli.platform.journal.services import NewEntry, record, record_all
from moeli.platform.room import Listener, Recorded, Room, Verb


@dataclass
class Officer:
    """Someone who acts; the journal knows the id alone."""

    id: str = "officer-1"

    def may(self, action: str, place: str = "") -> bool:
        return True


@dataclass
class Heard:
    """What projectors and listeners were told, in order."""

    projected: list[Recorded] = field(default_factory=list)
    listened: list[Recorded] = field(default_factory=list)

    def room(self) -> Room:
        gate = Verb("gate.opened", "A gate was opened", lambda _: "Gate opened", self._project)
        seen = Verb("gate.seen", "A gate was seen", lambda _: "Gate seen")
        return Room("yard", verbs=(gate, seen), listeners=(Listener("gate.opened", self._hear),))

    def _project(self, recorded: Recorded) -> None:
        self.projected.append(recorded)

    def _hear(self, recorded: Recorded) -> None:
        self.listened.append(recorded)


def opened(subject: str = "gate-1", **particulars: object) -> NewEntry:
    return NewEntry(verb="gate.opened", actor="officer-1", subject=subject, body=particulars)


def record_many(count: int) -> list[Recorded]:
    with transaction.atomic():
        return record_all(opened(f"gate-{number}") for number in range(count))


def record_one(subject: str = "gate-1") -> Recorded:
    with transaction.atomic():
        return record(opened(subject))


def attack(statement: str, *values: object) -> None:
    """What someone does who holds the database: nothing refuses her."""
    with guard.lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def entry(sequence: int) -> Entry:
    return Entry.objects.get(sequence=sequence)


def rechain(start: int = 1) -> None:
    """Recompute every digest from `start` on and the head, with the journal's own arithmetic."""
    with guard.lifted(connection):
        rows = list(Entry.objects.in_order())
        for row in rows[start - 1 :]:
            _link(row, rows[: row.sequence - 1])
        last = rows[-1]
        Head.objects.update(sequence=last.sequence, digest=last.digest)


def _link(row: Entry, before: Iterable[Entry]) -> None:
    *_others, previous = [
        chain.genesis(row.node, row.epoch),
        *(bytes(each.digest) for each in before),
    ]
    row.previous = previous
    row.digest = chain.entry_digest(previous, row.envelope())
    row.save(update_fields=["previous", "digest"])
