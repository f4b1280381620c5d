"""The rows that the verbs of consent stand for; applied again, they change nothing."""

import json
from datetime import date
from uuid import UUID

from moeli.crossings.consents.models import Consent
from moeli.crossings.consents.sealing import told_binding
from moeli.crossings.models import Inspection
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def consent_recorded(recorded: Recorded) -> None:
    """The consent, for the document of the inspection in which its paper was seen."""
    row = _consent_of(recorded)
    if not Consent.objects.filter(id=row.id).exists():
        told = {name: recorded.body[name] for name in ("who", "school")}
        row.told = keyring.seal(told_binding(row), json.dumps(told).encode())
        row.save(force_insert=True)


def consent_withdrawn(recorded: Recorded) -> None:
    """Its end; the first withdrawal holds. No post ends a consent of another."""
    standing = Consent.objects.filter(
        id=UUID(recorded.subject), place=recorded.place, withdrawn_at=None
    )
    standing.update(
        withdrawn_at=recorded.occurred_at,
        withdrawn_by=recorded.actor,
        withdrawn_because=recorded.body["because"],
    )


def _consent_of(recorded: Recorded) -> Consent:
    body = recorded.body
    seen = Inspection.objects.get(id=UUID(body["inspection"]), place=recorded.place)
    return Consent(
        id=UUID(recorded.subject),
        place=recorded.place,
        officer=recorded.actor,
        document_hash=bytes(seen.document_hash),
        giver=body["giver"],
        paper=body["paper"],
        port=body["port"],
        valid_from=date.fromisoformat(body["valid_from"]),
        valid_to=date.fromisoformat(body["valid_to"]),
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        recorded_at=recorded.occurred_at,
    )
