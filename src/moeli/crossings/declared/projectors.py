"""The rows that the verb of stamps stands for; applied again, it changes nothing."""

from datetime import date, datetime, time
from uuid import UUID

from moeli.crossings.declared.models import DeclaredStamp
from moeli.crossings.declared.sealing import number_binding
from moeli.crossings.models import Inspection
from moeli.platform import clock, node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded

_NOON = time(12)


def stamp_declared(recorded: Recorded) -> None:
    """The stamp; those declared before in the same inspection no longer count."""
    row = _stamp_of(recorded)
    if DeclaredStamp.objects.filter(id=row.id).exists():
        return
    row.number = keyring.seal(number_binding(row), recorded.body["number"].encode())
    before = DeclaredStamp.objects.filter(inspection=row.inspection, replaced_at=None)
    before.update(replaced_at=row.declared_at)
    row.save(force_insert=True)


def _stamp_of(recorded: Recorded) -> DeclaredStamp:
    body = recorded.body
    seen = Inspection.objects.get(id=UUID(body["inspection"]), place=recorded.place)
    day = date.fromisoformat(body["day"])
    return DeclaredStamp(
        id=UUID(recorded.subject),
        inspection=seen,
        document_hash=bytes(seen.document_hash),
        officer=recorded.actor,
        direction=body["direction"],
        place=body["place"],
        occurred_at=datetime.combine(day, _NOON, clock.MASERU),
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        declared_at=recorded.occurred_at,
    )
