"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from datetime import date
from uuid import UUID

from moeli.crossings.documents import document_hash
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded
from moeli.screening import edition
from moeli.screening.models import ListedDocument
from moeli.screening.sealing import heard, number_binding, seal_holder


def document_listed(recorded: Recorded) -> None:
    """The entry, with its number sealed under the entry's own key."""
    listed_id, body = UUID(recorded.subject), recorded.body
    if ListedDocument.objects.filter(id=listed_id).exists():
        return
    number = body["document_number"]
    holder = heard(body["holder"]) if body.get("holder") else None
    ListedDocument.objects.create(
        id=listed_id,
        document_hash=document_hash(body["issuing_state"], number) if number else b"",
        number=keyring.seal(number_binding(listed_id), number.encode()),
        holder=seal_holder(listed_id, holder) if holder else b"",
        issuing_state=body["issuing_state"],
        kind=body["kind"],
        instruction=body["instruction"],
        source=body["source"],
        listed_by=recorded.actor,
        listed_at=recorded.occurred_at,
        listed_from=date.fromisoformat(body["listed_from"]),
        listed_until=_day(body["listed_until"]),
    )
    edition.changed()


def document_withdrawn(recorded: Recorded) -> None:
    """The end of an entry; the first withdrawal holds."""
    standing = ListedDocument.objects.standing().filter(id=UUID(recorded.subject))
    if standing.update(withdrawn_by=recorded.actor, withdrawn_at=recorded.occurred_at):
        edition.changed()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
