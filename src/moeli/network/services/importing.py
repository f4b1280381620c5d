"""Reading a file of batches: each is verified whole, then taken whole; a refusal is recorded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from moeli.network import publishing
from moeli.network.errors import NetworkError
from moeli.network.policies import CARRYING
from moeli.network.services.apart import refuse_practice
from moeli.network.services.taking import Taken, take
from moeli.network.verification import Verified, damaged, statement_of, verified
from moeli.network.wire import frames
from moeli.network.wire.frames import Frame
from moeli.network.wire.parts import WireError
from moeli.network.wire.statement import Kind, Statement
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record


def import_file(*, actor: Actor, path: Path) -> Iterator[Taken]:
    """Take the batches of the file at `path`, one after the other.

    The first one refused ends it: MoeliError says why, the refusal is recorded, and what was
    taken before it stays. Importing a file again takes nothing twice.
    """
    refuse_practice()
    require(actor, CARRYING.action)
    try:
        with path.open("rb") as file:
            for frame in _frames(actor, frames.read(file)):
                yield _taken(actor, frame)
    except OSError as error:
        why = error.strerror or ""
        raise MoeliError(NetworkError.UNREADABLE_FILE, file=path.name, why=why) from error


def _frames(actor: Actor, read: Iterator[Frame]) -> Iterator[Frame]:
    try:
        yield from read
    except WireError as error:
        raise _recorded(actor, None, damaged(error)) from error


def _taken(actor: Actor, frame: Frame) -> Taken:
    statement = None
    try:
        statement = statement_of(frame)
        batch = verified(frame, statement)
        if statement.kind is Kind.PUBLICATION:
            return _received(actor, batch)
        return take(actor, batch)
    except MoeliError as error:
        raise _recorded(actor, statement, error) from error


def _received(actor: Actor, batch: Verified) -> Taken:
    """A version that cannot be taken is recorded and keeps no other from being taken."""
    told = batch.statement
    about = Taken(told.node, told.epoch, told.first, told.last)
    try:
        return replace(about, publication=publishing.receive(batch))
    except MoeliError as error:
        return replace(about, refused=_recorded(actor, told, error).code)


def _recorded(actor: Actor, statement: Statement | None, error: MoeliError) -> MoeliError:
    """Keep the refusal; that of a fork is an alarm of its own."""
    forked = error.reason is NetworkError.FORKED
    body: dict[str, object] = {"reason": error.code}
    if statement:
        body |= {
            "epoch": statement.epoch,
            "first": statement.first,
            "last": statement.last,
        }
    with transaction.atomic():
        record(
            NewEntry(
                verb="network.fork_found" if forked else "network.batch_refused",
                actor=actor.id,
                subject=str(statement.node) if statement else "",
                body=body,
            )
        )
    return error
