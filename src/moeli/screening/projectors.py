"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from moeli.crossings.documents import document_hash
from moeli.platform.keyring import services as keyring
from moeli.platform.prepared import insert
from moeli.platform.room import Recorded
from moeli.screening import edition
from moeli.screening.models import ListedDocument
from moeli.screening.sealing import entry_of, heard, sealed_holder, sealed_number

_AT_ONCE = 500


def document_listed(recorded: Recorded) -> None:
    """The entry, with its number sealed under the entry's own key."""
    documents_listed([recorded])


def documents_listed(entries: Sequence[Recorded]) -> None:
    """The same of many: their keys are made, and their rows written, together."""
    for start in range(0, len(entries), _AT_ONCE):
        _list({UUID(each.subject): each for each in entries[start : start + _AT_ONCE]})


def document_withdrawn(recorded: Recorded) -> None:
    """The end of an entry; the first withdrawal holds."""
    listed_id = UUID(recorded.subject)
    standing = ListedDocument.objects.standing().filter(id=listed_id)
    if standing.update(withdrawn_by=recorded.actor, withdrawn_at=recorded.occurred_at):
        edition.changed(listed_id)


def key_destroyed(subject: str, _scope: str) -> None:
    """Whoever has the entry's holder in memory forgets her."""
    listed_id = entry_of(subject)
    if listed_id and ListedDocument.objects.filter(id=listed_id).exists():
        edition.changed(listed_id)


def _list(told: dict[UUID, Recorded]) -> None:
    for id in ListedDocument.objects.filter(id__in=told).values_list("id", flat=True):
        del told[id]
    if told:
        rows = [_row(id, each) for id, each in told.items()]
        _seal(rows, told)
        insert(rows)
        edition.changed(*told)


def _row(listed_id: UUID, recorded: Recorded) -> ListedDocument:
    """The row without its envelopes."""
    body = recorded.body
    number = body["document_number"]
    return ListedDocument(
        id=listed_id,
        document_hash=document_hash(body["issuing_state"], number) if number else b"",
        issuing_state=body["issuing_state"],
        kind=body["kind"],
        instruction=body["instruction"],
        source=body["source"],
        listed_by=recorded.actor,
        listed_at=recorded.occurred_at,
        listed_from=date.fromisoformat(body["listed_from"]),
        listed_until=_day(body["listed_until"]),
    )


def _seal(rows: Sequence[ListedDocument], told: Mapping[UUID, Recorded]) -> None:
    """Fill in their envelopes: numbers first, then holders where there are any."""
    named = [row for row in rows if told[row.id].body.get("holder")]
    numbers = [sealed_number(row.id, told[row.id].body["document_number"]) for row in rows]
    holders = [sealed_holder(row.id, heard(told[row.id].body["holder"])) for row in named]
    envelopes = keyring.seal_many([*numbers, *holders])
    for row, envelope in zip(rows, envelopes[: len(rows)], strict=True):
        row.number = envelope
    for row, envelope in zip(named, envelopes[len(rows) :], strict=True):
        row.holder = envelope


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
