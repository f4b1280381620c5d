"""The rows that the verbs of permits stand for; applied again, they change nothing."""

from datetime import date
from uuid import UUID

from moeli.crossings.models import Inspection
from moeli.crossings.permits.models import Permit
from moeli.crossings.permits.sealing import number_binding
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def permit_recorded(recorded: Recorded) -> None:
    """The permit, of the document of the inspection in which it was seen."""
    row = _permit_of(recorded)
    if not Permit.objects.filter(id=row.id).exists():
        row.number = keyring.seal(number_binding(row), recorded.body["number"].encode())
        row.save(force_insert=True)


def permit_withdrawn(recorded: Recorded) -> None:
    """Its end; the first withdrawal holds. No post ends a permit of another."""
    standing = Permit.objects.filter(
        id=UUID(recorded.subject), place=recorded.place, withdrawn_at=None
    )
    standing.update(
        withdrawn_at=recorded.occurred_at,
        withdrawn_by=recorded.actor,
        withdrawn_because=recorded.body["because"],
    )


def _permit_of(recorded: Recorded) -> Permit:
    body = recorded.body
    seen = Inspection.objects.get(id=UUID(body["inspection"]), place=recorded.place)
    return Permit(
        id=UUID(recorded.subject),
        place=recorded.place,
        officer=recorded.actor,
        kind=body["kind"],
        traveller=body["traveller"],
        nationality=seen.nationality,
        document_hash=bytes(seen.document_hash),
        origin=body["origin"],
        single_entry=body["single_entry"],
        valid_from=date.fromisoformat(body["valid_from"]),
        valid_to=date.fromisoformat(body["valid_to"]) if body["valid_to"] else None,
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        recorded_at=recorded.occurred_at,
    )
