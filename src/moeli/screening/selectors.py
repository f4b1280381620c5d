"""Who may see what of the list. Every read of an entry is journaled before it is answered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from moeli.crossings.documents import document_hash
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.screening import holder_index, vocabulary
from moeli.screening.errors import ListError
from moeli.screening.matching import Agreement, Sought, agreements, in_order
from moeli.screening.models import ListedDocument
from moeli.screening.policies import EDITING, MATCHING, READING
from moeli.screening.sealing import holders, number_binding, standing_holders

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed document or its holder was met. It says what to do, and in what the match consists.

    It does not say why the document is listed.
    """

    id: UUID
    instruction: str
    code: str
    by: tuple[Agreement, ...] = (Agreement.DOCUMENT,)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the list found; without the names, as long as these are being read."""

    hits: tuple[Hit, ...]
    names_unread: bool = False


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
    numbered: bool = True
    named: bool = False
    holder: Sought | None = None


def hits(
    actor: Actor,
    issuing_state: str,
    document_number: str,
    day: date,
    place: str = "",
    person: Sought | None = None,
) -> tuple[Hit, ...]:
    """What to do about this document, and its holder, on `day`; one hit for each instruction.

    Raises MoeliError `absent` for an actor who may not be told: to show a desk without its
    matches would be worse than to show none. Raises `names_unread` where `person` cannot be
    looked for yet.
    """
    require(actor, MATCHING.action, place)
    by_document = document_hash(issuing_state, document_number) if document_number else b""
    rows = _candidates(by_document, person, day)
    if not rows:
        return ()
    ids = [row.id for row in rows]
    with reading(actor=actor, purpose="list:match", ids=ids, place=place):
        return _together(_met(rows, by_document, person))


def looked(
    actor: Actor,
    issuing_state: str,
    document_number: str,
    day: date,
    place: str,
    person: Sought,
) -> Looked:
    """As `hits`; where the names cannot be looked through yet, it says so with the others.

    Who shows this shows that as well. Raises MoeliError `absent`.
    """
    try:
        return Looked(hits(actor, issuing_state, document_number, day, place, person))
    except MoeliError as error:
        if error.reason is not ListError.NAMES_UNREAD:
            raise
    return Looked(hits(actor, issuing_state, document_number, day, place), names_unread=True)


def listed_among(actor: Actor, hashes: Sequence[bytes], place: str) -> frozenset[bytes]:
    """The hashes of those documents that are listed today (journaled where any is).

    Raises MoeliError `absent` for an actor who may not be told.
    """
    require(actor, MATCHING.action, place)
    standing = ListedDocument.objects.in_force(clock.today())
    rows = list(standing.filter(document_hash__in=list(hashes)).only("id", "document_hash"))
    if not rows:
        return frozenset()
    with reading(actor=actor, purpose="list:match", ids=[row.id for row in rows], place=place):
        return frozenset(bytes(row.document_hash) for row in rows)


def holders_among(actor: Actor, people: Mapping[bytes, Sought], place: str) -> frozenset[bytes]:
    """Which of these people, by a key of the caller's, may be holders of listed documents today.

    Journaled where any may be. Raises MoeliError `absent` for an actor who may not be told, and
    `names_unread` where they cannot be looked for yet.
    """
    require(actor, MATCHING.action, place)
    filed = holder_index.current()
    ids = {id for person in people.values() for id in filed.candidates(person)}
    rows = list(ListedDocument.objects.in_force(clock.today()).met(b"", ids)) if ids else []
    if not rows:
        return frozenset()
    with reading(actor=actor, purpose="list:match", ids=[row.id for row in rows], place=place):
        listed = _opened(rows).values()
        return frozenset(
            name
            for name, person in people.items()
            if any(agreements(holder, person) for holder in listed)
        )


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
        number = keyring.unseal(number_binding(row.id), bytes(row.number)).decode()
        (holder,) = holders([(row.id, bytes(row.holder))]) if row.holder else (None,)
        return replace(_entry(actor, row, number), holder=holder)


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
        numbered=bool(row.document_hash),
        named=bool(row.holder),
    )


def _in_force(row: ListedDocument, day: date) -> bool:
    last_day = row.listed_until or date.max
    return row.withdrawn_at is None and row.listed_from <= day <= last_day


def _candidates(by_document: bytes, person: Sought | None, day: date) -> list[ListedDocument]:
    ids = holder_index.current().candidates(person) if person else ()
    return list(ListedDocument.objects.in_force(day).met(by_document, ids))


def _met(
    rows: list[ListedDocument], by_document: bytes, person: Sought | None
) -> Iterator[tuple[ListedDocument, tuple[Agreement, ...]]]:
    """The entries that are met, each with its reasons; nobody by a name that was erased."""
    listed = _opened(rows) if person else {}
    for row in rows:
        holder = listed.get(row.id)
        by = agreements(holder, person) if holder and person else ()
        if by_document and bytes(row.document_hash) == by_document:
            by = (Agreement.DOCUMENT, *by)
        if by:
            yield row, by


def _opened(rows: Iterable[ListedDocument]) -> dict[UUID, Sought]:
    return standing_holders([(row.id, bytes(row.holder)) for row in rows if row.holder])


def _together(met: Iterable[tuple[ListedDocument, tuple[Agreement, ...]]]) -> tuple[Hit, ...]:
    """One hit for each instruction, with all its reasons."""
    rows: dict[str, ListedDocument] = {}
    reasons: dict[str, list[Agreement]] = defaultdict(list)
    for row, by in met:
        rows.setdefault(row.instruction, row)
        reasons[row.instruction] += by
    found = [_hit(row, in_order(reasons[name])) for name, row in rows.items()]
    return tuple(sorted(found, key=lambda hit: hit.code))


def _hit(row: ListedDocument, by: tuple[Agreement, ...]) -> Hit:
    listed_day = clock.legal_day(row.listed_at)
    code = vocabulary.instruction(row.instruction, listed_day).value["code"]
    return Hit(row.id, row.instruction, code, by)
