"""Putting a document on the list and taking it off. The verbs' projectors write the rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from moeli.crossings.documents import document_hash
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.dated import DatedRow
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.screening import vocabulary
from moeli.screening.errors import ListError
from moeli.screening.matching import Sought, can_be_met
from moeli.screening.models import ListedDocument
from moeli.screening.policies import EDITING
from moeli.screening.sealing import key_subject, told

_STATE = re.compile(r"[A-Z]{1,3}")
_NUMBER = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9 <-]{1,30}")
_SOURCE_LENGTH = 120
_MOTIVE_LENGTH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NewListing:
    """What stands on the list: which document, why, what the officer shall do, on what grounds.

    `source` names an order, report or letter; `listed_until` is the last day it holds, None when
    no end is known. With a `holder` she is met by another document too; then State and number
    may be empty.
    """

    issuing_state: str
    document_number: str
    kind: str
    instruction: str
    source: str
    listed_from: date
    listed_until: date | None = None
    holder: Sought | None = None


def list_document(*, actor: Actor, listing: NewListing) -> ListedDocument:
    """Put a document on the list.

    Raises MoeliError `absent` (not allowed) or with a `ListError` code.
    """
    listed_id = uuid7()
    with transaction.atomic():
        check_listing(actor=actor, listing=listing)
        record(listed_entry(actor.id, listed_id, listing))
    return ListedDocument.objects.get(id=listed_id)


def listed_entry(actor: str, listed_id: UUID, listing: NewListing) -> NewEntry:
    """The entry of the journal that `list_document` records, for drawn lists by the hundred.

    It judges nothing, and nobody is asked whether she may.
    """
    return NewEntry(
        verb="list.document_listed",
        actor=actor,
        subject=str(listed_id),
        body=_particulars(listing),
        key_subject=key_subject(listed_id),
    )


def withdraw_document(*, actor: Actor, listed_id: UUID, motive: str) -> ListedDocument:
    """End an entry at once; the motive goes to the journal.

    Raises MoeliError `absent`, `motive_missing` or `already_withdrawn`.
    """
    require(actor, EDITING.action)
    if not 0 < len(motive.strip()) <= _MOTIVE_LENGTH:
        raise MoeliError(ListError.MOTIVE_MISSING)
    with transaction.atomic():
        if _locked(listed_id).withdrawn_at:
            raise MoeliError(ListError.ALREADY_WITHDRAWN)
        record(
            NewEntry(
                verb="list.document_withdrawn",
                actor=actor.id,
                subject=str(listed_id),
                body={"motive": motive.strip()},
                key_subject=key_subject(listed_id),
            )
        )
    return ListedDocument.objects.get(id=listed_id)


def check_listing(*, actor: Actor, listing: NewListing) -> None:
    """Whether `list_document` would take the listing; writes nothing. Raises as it does."""
    require(actor, EDITING.action)
    for holds, reason in _soundness(listing):
        if not holds:
            raise MoeliError(reason)
    _refuse_a_second(listing)


def _soundness(listing: NewListing) -> tuple[tuple[object, ListError], ...]:
    unnumbered = listing.holder and not (listing.document_number or listing.issuing_state)
    return (
        (unnumbered or _STATE.fullmatch(listing.issuing_state), ListError.BAD_STATE),
        (unnumbered or _NUMBER.fullmatch(listing.document_number.upper()), ListError.BAD_NUMBER),
        (listing.holder is None or can_be_met(listing.holder), ListError.BAD_HOLDER),
        (_known(vocabulary.kind, listing.kind), ListError.BAD_KIND),
        (_known(vocabulary.instruction, listing.instruction), ListError.BAD_INSTRUCTION),
        (0 < len(listing.source.strip()) <= _SOURCE_LENGTH, ListError.BAD_SOURCE),
        (listing.listed_from <= (listing.listed_until or date.max), ListError.BAD_PERIOD),
    )


def _known(table: Callable[[str, date], DatedRow], name: str) -> bool:
    try:
        return bool(table(name, clock.today()))
    except KeyError:
        return False


def _particulars(listing: NewListing) -> dict[str, object]:
    return {
        "issuing_state": listing.issuing_state,
        "document_number": listing.document_number.upper().strip(),
        "kind": listing.kind,
        "instruction": listing.instruction,
        "source": listing.source.strip(),
        "listed_from": listing.listed_from.isoformat(),
        "listed_until": listing.listed_until.isoformat() if listing.listed_until else None,
        "holder": told(listing.holder) if listing.holder else None,
    }


def _refuse_a_second(listing: NewListing) -> None:
    if not listing.document_number:
        return
    found = ListedDocument.objects.of_document(
        document_hash(listing.issuing_state, listing.document_number)
    )
    last_days = found.standing().filter(kind=listing.kind).values_list("listed_until", flat=True)
    if any(last_day is None or last_day >= listing.listed_from for last_day in last_days):
        raise MoeliError(ListError.ALREADY_LISTED)


def _locked(listed_id: UUID) -> ListedDocument:
    found = ListedDocument.objects.select_for_update().filter(id=listed_id).first()
    if found is None:
        raise absent()
    return found
