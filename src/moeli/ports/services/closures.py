"""Closing a port by an event and opening it again. It never stops a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.ports.errors import PortError
from moeli.ports.models import Closure, Reason
from moeli.ports.policies import CLOSING, REOPENING, require_at

_NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClosure:
    """What closes a port, from when, and until when as far as anybody knows; no names in `note`."""

    place: str
    reason: str
    begins_at: datetime
    expected_until: datetime | None = None
    note: str = ""


def close_port(*, actor: Actor, closure: NewClosure) -> Closure:
    """Record that an event closes a port and tell its neighbours and headquarters.

    It holds until `reopen_port`, whatever was expected. Raises MoeliError `absent` or with a
    `PortError` code.
    """
    closure_id = uuid7()
    with transaction.atomic():
        _check(actor, closure)
        record(
            NewEntry(
                verb="port.closed",
                actor=actor.id,
                subject=str(closure_id),
                place=closure.place,
                body=_particulars(closure),
            )
        )
    return Closure.objects.get(id=closure_id)


def reopen_port(*, actor: Actor, place: str) -> None:
    """End what closes `place`, or call off what was going to. Raises `absent` or `not_closed`."""
    require_at(actor, REOPENING, place)
    with transaction.atomic():
        standing = _standing(place)
        if not standing:
            raise MoeliError(PortError.NOT_CLOSED)
        for closure in standing:  # two, where two people recorded one event at the same moment
            entry = NewEntry(
                verb="port.reopened",
                actor=actor.id,
                subject=str(closure.id),
                place=place,
                body={},
            )
            record(entry)


def check_closure(*, actor: Actor, closure: NewClosure) -> None:
    """Whether `close_port` would take it; writes nothing. Raises as it does."""
    with transaction.atomic():
        _check(actor, closure)


def _check(actor: Actor, closure: NewClosure) -> None:
    require_at(actor, CLOSING, closure.place)
    until = closure.expected_until
    if closure.reason not in Reason.values:
        raise MoeliError(PortError.BAD_REASON)
    if until and until <= closure.begins_at:
        raise MoeliError(PortError.BAD_PERIOD)
    if len(closure.note.strip()) > _NOTE_LENGTH:
        raise MoeliError(PortError.LONG_NOTE)
    if _standing(closure.place):
        raise MoeliError(PortError.ALREADY_CLOSED)


def _particulars(closure: NewClosure) -> dict[str, str | None]:
    until = closure.expected_until
    return {
        "reason": closure.reason,
        "begins_at": closure.begins_at.isoformat(),
        "expected_until": until.isoformat() if until else None,
        "note": closure.note.strip(),
    }


def _standing(place: str) -> list[Closure]:
    return list(Closure.objects.select_for_update().standing(place))
