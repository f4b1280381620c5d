"""Rows of the list as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.screening import vocabulary
from moeli.screening.matching import Sought
from moeli.screening.selectors import ListedEntry
from moeli.screening.services import NewListing


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry in words; `tone` and `state` together say where it stands."""

    id: UUID
    issuing_state: str
    kind: str
    instruction: str
    code: str
    source: str
    listed_at: datetime
    listed_from: date
    listed_until: date | None
    state: str | Promise
    tone: str
    open: bool
    number: str
    numbered: bool
    named: bool
    holder: str
    holder_born: str


@dataclass(frozen=True, slots=True)
class ListingCard:
    """A listing before it is made, for the person who made it to check."""

    issuing_state: str
    number: str
    kind: str
    instruction: str
    source: str
    listed_from: date
    listed_until: date | None
    holder: str
    holder_born: str


def entry_card(entry: ListedEntry) -> EntryCard:
    """One entry for its page or a row of the table."""
    day = clock.legal_day(entry.listed_at)
    state, tone = _state(entry)
    return EntryCard(
        id=entry.id,
        issuing_state=entry.issuing_state,
        kind=_kind(entry.kind, day),
        instruction=_instruction(entry.instruction, day),
        code=vocabulary.instruction(entry.instruction, day).value["code"],
        source=entry.source,
        listed_at=entry.listed_at,
        listed_from=entry.listed_from,
        listed_until=entry.listed_until,
        state=state,
        tone=tone,
        open=entry.may_edit and entry.withdrawn_at is None,
        number=entry.number,
        numbered=entry.numbered,
        named=entry.named,
        holder=_name(entry.holder),
        holder_born=_born(entry.holder),
    )


def listing_card(listing: NewListing) -> ListingCard:
    """What is about to be listed."""
    day = clock.today()
    return ListingCard(
        issuing_state=listing.issuing_state,
        number=listing.document_number.upper(),
        kind=_kind(listing.kind, day),
        instruction=_instruction(listing.instruction, day),
        source=listing.source,
        listed_from=listing.listed_from,
        listed_until=listing.listed_until,
        holder=_name(listing.holder),
        holder_born=_born(listing.holder),
    )


def _name(holder: Sought | None) -> str:
    return ", ".join(filter(None, (holder.primary, holder.secondary))) if holder else ""


def _born(holder: Sought | None) -> str:
    return str(holder.birth_date) if holder and holder.birth_date else ""


def _state(entry: ListedEntry) -> tuple[str | Promise, str]:
    if entry.withdrawn_at:
        return _("Withdrawn"), "neutral"
    if entry.in_force:
        return _("In force"), "good"
    if clock.today() < entry.listed_from:
        return _("Not yet in force"), "wait"
    return _("Ended"), "neutral"


def _kind(name: str, day: date) -> str:
    return vocabulary.kind(name, day).label(get_language() or "en")


def _instruction(name: str, day: date) -> str:
    return vocabulary.instruction(name, day).label(get_language() or "en")
