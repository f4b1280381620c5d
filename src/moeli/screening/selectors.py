"""Who may see what of the list. Every read of an entry is journaled before it is answered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from moeli.crossings.documents import document_hash
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import absent
from moeli.platform.journal.services import reading
from moeli.platform.vault import services as vault
from moeli.screening import vocabulary
from moeli.screening.models import ListedDocument
from moeli.screening.policies import EDITING, MATCHING, READING
from moeli.screening.sealing import number_binding

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed document was met. It says what to do and nothing else: not why it is listed."""

    id: UUID
    instruction: str
    code: str


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry as the list's owner sees it; the number only where it was asked for."""

    id: UUID
    issuing_state: str
    kind: str
    instruction: str
    source: str
    listed_at: datetime
    listed_from: date
    listed_until: date | None
    withdrawn_at: datetime | None
    in_force: bool
    may_edit: bool
    number: str = ""


def hits(
    actor: Actor, issuing_state: str, document_number: str, day: date, place: str = ""
) -> tuple[Hit, ...]:
    """What to do about this document on `day`; one hit for each instruction.

    Raises MoeliError `absent` for an actor who may not be told: to show a desk without its
    matches would be worse than to show none.
    """
    require(actor, MATCHING.action, place)
    found = ListedDocument.objects.of_document(document_hash(issuing_state, document_number))
    rows = list(found.in_force(day))
    if not rows:
        return ()
    ids = [row.id for row in rows]
    with reading(actor=actor, purpose="list:match", ids=ids, place=place):
        by_instruction = {row.instruction: _hit(row) for row in rows}
        return tuple(sorted(by_instruction.values(), key=lambda hit: hit.code))


def entries(actor: Actor) -> tuple[ListedEntry, ...]:
    """The latest entries that stand, without their numbers (journaled)."""
    require(actor, READING.action)
    rows = list(ListedDocument.objects.standing().latest_first()[:SHOWN])
    return _read(actor, "list:look", rows)


def entries_of(actor: Actor, issuing_state: str, document_number: str) -> tuple[ListedEntry, ...]:
    """Every entry, also withdrawn ones, of exactly this document (journaled, also when none)."""
    require(actor, READING.action)
    found = ListedDocument.objects.of_document(document_hash(issuing_state, document_number))
    return _read(actor, "list:search", list(found))


def entry(actor: Actor, listed_id: UUID) -> ListedEntry:
    """One entry without its number (journaled). Raises MoeliError `absent`."""
    return _read(actor, "list:entry", [_one(actor, listed_id)])[0]


def entry_with_number(actor: Actor, listed_id: UUID) -> ListedEntry:
    """One entry with its number (journaled). Raises MoeliError `absent`, or when it was erased."""
    row = _one(actor, listed_id)
    with reading(actor=actor, purpose="list:number", ids=[row.id]):
        number = vault.unseal(number_binding(row.id), bytes(row.number)).decode()
        return _entry(actor, row, number)


def _one(actor: Actor, listed_id: UUID) -> ListedDocument:
    require(actor, READING.action)
    row = ListedDocument.objects.filter(id=listed_id).first()
    if row is None:
        raise absent()
    return row


def _read(actor: Actor, purpose: str, rows: list[ListedDocument]) -> tuple[ListedEntry, ...]:
    with reading(actor=actor, purpose=purpose, ids=[row.id for row in rows]):
        return tuple(_entry(actor, row) for row in rows)


def _entry(actor: Actor, row: ListedDocument, number: str = "") -> ListedEntry:
    return ListedEntry(
        id=row.id,
        issuing_state=row.issuing_state,
        kind=row.kind,
        instruction=row.instruction,
        source=row.source,
        listed_at=row.listed_at,
        listed_from=row.listed_from,
        listed_until=row.listed_until,
        withdrawn_at=row.withdrawn_at,
        in_force=_in_force(row, clock.today()),
        may_edit=actor.may(EDITING.action),
        number=number,
    )


def _in_force(row: ListedDocument, day: date) -> bool:
    last_day = row.listed_until or date.max
    return row.withdrawn_at is None and row.listed_from <= day <= last_day


def _hit(row: ListedDocument) -> Hit:
    listed_day = clock.legal_day(row.listed_at)
    code = vocabulary.instruction(row.instruction, listed_day).value["code"]
    return Hit(row.id, row.instruction, code)
