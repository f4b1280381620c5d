"""Writing to the journal, inside the transaction of the change that it records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection, transaction

from moeli.platform import clock, node, room
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.ids import uuid7
from moeli.platform.journal import anchors, chain, effects, epochs
from moeli.platform.journal.bodies import body_binding, with_body
from moeli.platform.journal.models import Body, Entry, Head
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import Change, insert, together, update
from moeli.platform.room import Actor, Recorded

_MOVES = ("epoch", "sequence", "digest")  # of the head, with each entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What a service wants recorded.

    `subject` is the id of the record that changed, `body` its particulars (JSON values), sealed
    under the key of `key_subject`, or of the node's month when none is given. `occurred_at`
    differs from the time of recording for what happened on paper.
    """

    verb: str
    actor: str
    subject: str
    body: Mapping[str, Any]
    place: str = ""
    occurred_at: datetime | None = None
    key_subject: str = ""


def record(entry: NewEntry) -> Recorded:
    """Append one entry, write the rows it stands for, tell the listeners. See `record_all`."""
    return record_all([entry])[0]


def record_all(entries: Iterable[NewEntry]) -> list[Recorded]:
    """Append entries to this node's chain and apply each verb's projector and listeners.

    Call it last in the caller's transaction: it locks the head of the chain until the commit.
    Raises RuntimeError outside a transaction and KeyError for a verb that no room declares.
    """
    new = _sealed(list(entries))
    rows_are_there = effects.take_first(new.recorded)
    _append(new)
    if rows_are_there:
        effects.tell(new.recorded, effects.everybody)
    else:
        effects.take_singly(new.recorded)
    return new.recorded


def record_many(entries: Iterable[NewEntry]) -> list[Recorded]:
    """As `record_all`, for entries by the hundred: the same chain, rows and listeners.

    Verbs with `project_many` write theirs together, once all entries are appended. All of them are
    recorded at one moment, which also says under whose month's key they are sealed.
    """
    new = _sealed(list(entries))
    _append(new)
    effects.take_together(new.recorded)
    return new.recorded


@contextmanager
def reading(
    *, actor: Actor, purpose: str, ids: Iterable[object], place: str = ""
) -> Iterator[None]:
    """Record that `actor` reads the protected records `ids`; only then may the block read them.

    One entry holds all ids. It is committed before the block runs, or, inside a caller's
    transaction, together with it. Raises MoeliError `unavailable` when it cannot be written: no
    audit, no data.
    """
    names = [str(id) for id in ids]
    body = {"purpose": purpose, "ids": names}
    subject = names[0] if len(names) == 1 else ""
    try:
        with transaction.atomic():
            record(
                NewEntry(
                    verb="record.read", actor=actor.id, subject=subject, body=body, place=place
                )
            )
    except Error as error:
        raise MoeliError(PlatformError.UNAVAILABLE) from error
    yield


@dataclass(frozen=True, slots=True)
class _Sealed:
    """Entries that have no place in the chain yet, their bodies, and what follows from them."""

    at: datetime
    rows: list[Entry]
    bodies: list[Body]
    recorded: list[Recorded]


def _append(new: _Sealed) -> None:
    """Give them their places: whoever records waits from here until the commit."""
    this_node, rows, bodies = node.current(), new.rows, new.bodies
    head = epochs.locked_head(this_node)
    if epochs.begins(head, this_node):
        opening = NewEntry(
            verb=epochs.BEGUN, actor="system", subject=epochs.begin(head, this_node), body={}
        )
        first = _sealed([opening], new.at)
        rows, bodies = first.rows + rows, first.bodies + bodies
    _link_all(rows, head)
    if len(rows) == 1:
        together(Change(rows[0]), Change(bodies[0]), Change(head, _MOVES))
    else:
        insert(rows)
        insert(bodies)
        update(head, *_MOVES)


def _sealed(entries: list[NewEntry], now: datetime | None = None) -> _Sealed:
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is recorded in the transaction of the change it records")
    now, this_node = now or clock.now(), node.current()
    rows = [_row(new, now, this_node) for new in entries]
    plains = [json.dumps(dict(new.body), cls=DjangoJSONEncoder, sort_keys=True) for new in entries]
    recorded = [with_body(row, plain) for row, plain in zip(rows, plains, strict=True)]
    return _Sealed(now, rows, _bodies(rows, entries, plains), recorded)


def _row(new: NewEntry, now: datetime, this_node: node.Node) -> Entry:
    room.verbs()[new.verb]  # a verb that no room declares is a defect of the caller
    return Entry(
        id=uuid7(),
        node=this_node.id,
        epoch=this_node.epoch,
        verb=new.verb,
        actor=new.actor,
        subject=new.subject,
        place=new.place,
        occurred_at=new.occurred_at or now,
        recorded_at=now,
    )


def _bodies(rows: list[Entry], entries: list[NewEntry], plains: list[str]) -> list[Body]:
    bodies = [
        Body(entry=row, key_subject=new.key_subject or node.current().month(row.recorded_at))
        for row, new in zip(rows, entries, strict=True)
    ]
    bindings = [body_binding(body) for body in bodies]
    sealed = keyring.seal_many(list(zip(bindings, [each.encode() for each in plains], strict=True)))
    for row, body, envelope in zip(rows, bodies, sealed, strict=True):
        body.sealed, row.body_digest = envelope, chain.body_digest(envelope)
    return bodies


def _link_all(rows: list[Entry], head: Head) -> None:
    before = head.sequence
    for row in rows:
        _link(row, head)
    anchors.after_commit(before, head.sequence)


def _link(row: Entry, head: Head) -> None:
    row.sequence = head.sequence + 1
    row.previous = bytes(head.digest)
    row.digest = chain.entry_digest(row.previous, row.envelope())
    head.epoch, head.sequence, head.digest = row.epoch, row.sequence, row.digest
