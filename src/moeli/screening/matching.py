"""Whether a traveller may be the holder of a listed document: by name and birth date. Pure.

Exact name tokens in any order, and a birth date that agrees as far as both sides know it. Whom of
a million to compare, `filing` says.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from moeli.standards.icao9303 import PartialDate, transliterate

_FEWEST_SHARED = 2


class Agreement(StrEnum):
    """In what a match consists; a reason for it, neutral enough for a booth."""

    DOCUMENT = "document"
    NAME = "name"
    NAME_IN_PART = "name_in_part"
    BIRTH_DATE = "birth_date"
    BIRTH_DATE_IN_PART = "birth_date_in_part"


@dataclass(frozen=True, slots=True)
class Sought:
    """A person as a document or a list names her."""

    primary: str
    secondary: str = ""
    birth_date: PartialDate | None = None

    @property
    def tokens(self) -> frozenset[str]:
        """The parts of the name, in zone letters, whichever is given and whichever family."""
        return frozenset(transliterate(f"{self.primary} {self.secondary}").split())


class Matcher(Protocol):
    """Finds those of a list whom a person may be."""

    def candidates(self, person: Sought) -> frozenset[UUID]:
        """The entries worth comparing with `person`: all that agree, and some that do not."""


def can_be_met(person: Sought) -> bool:
    """Whether anybody could agree with her: never by a name alone, nor without one."""
    return person.birth_date is not None and bool(person.tokens)


def agreements(listed: Sought, met: Sought) -> tuple[Agreement, ...]:
    """Why `met` may be `listed`, name first; nothing when she is not, or nobody can tell."""
    name = of_names(listed.tokens, met.tokens)
    birth = of_births(listed.birth_date, met.birth_date)
    return (name, birth) if name and birth else ()


def in_order(found: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """Each reason once, in the order of their weight."""
    return tuple(each for each in Agreement if each in set(found))


def of_names(one: frozenset[Hashable], other: frozenset[Hashable]) -> Agreement | None:
    """How two names agree, by their parts or by whatever stands for each part."""
    if not one or not other:
        return None
    if one == other:
        return Agreement.NAME
    shared = one & other
    whole = shared in (one, other)
    return Agreement.NAME_IN_PART if whole and len(shared) >= _FEWEST_SHARED else None


def of_births(one: PartialDate | None, other: PartialDate | None) -> Agreement | None:
    """How two birth dates agree.

    A day known on both sides must be the same; a part that one does not know agrees.
    """
    if one is None or other is None or one.year != other.year:
        return None
    pairs = ((one.month, other.month), (one.day, other.day))
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        return None
    exact = all(None not in pair for pair in pairs)
    return Agreement.BIRTH_DATE if exact else Agreement.BIRTH_DATE_IN_PART
