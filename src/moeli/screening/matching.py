"""Whether a traveller may be the holder of a listed document: by name and birth date. Pure.

This is the first matcher, for a house list of some thousand entries: exact name tokens in any
order, and a birth date that agrees as far as both sides know it. National lists of a million names
come behind the same `Matcher`, `Sought` and reasons.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


class FiledHolders:
    """The holders of a small list in memory, filed under each name part with the year of birth."""

    def __init__(self, holders: Mapping[UUID, Sought]) -> None:
        self._filed: dict[str, set[UUID]] = defaultdict(set)
        for id, holder in holders.items():
            for key in keys(holder):
                self._filed[key].add(id)

    def candidates(self, person: Sought) -> frozenset[UUID]:
        """As `Matcher` says."""
        return frozenset(id for key in keys(person) for id in self._filed.get(key, ()))


def keys(person: Sought) -> frozenset[str]:
    """Under what a person is filed and looked for: each name part with the year of birth.

    Never a name alone: without a year of birth a person is not filed.
    """
    born = person.birth_date
    return frozenset(f"{token}|{born.year}" for token in person.tokens) if born else frozenset()


def agreements(listed: Sought, met: Sought) -> tuple[Agreement, ...]:
    """Why `met` may be `listed`, name first; nothing when she is not, or nobody can tell."""
    name, birth = _name(listed.tokens, met.tokens), _birth(listed.birth_date, met.birth_date)
    return (name, birth) if name and birth else ()


def in_order(found: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """Each reason once, in the order of their weight."""
    return tuple(each for each in Agreement if each in set(found))


def _name(one: frozenset[str], other: frozenset[str]) -> Agreement | None:
    if not one or not other:
        return None
    if one == other:
        return Agreement.NAME
    shared = one & other
    whole = shared in (one, other)
    return Agreement.NAME_IN_PART if whole and len(shared) >= _FEWEST_SHARED else None


def _birth(one: PartialDate | None, other: PartialDate | None) -> Agreement | None:
    """A day known on both sides must be the same; a part that one does not know agrees."""
    if one is None or other is None or one.year != other.year:
        return None
    pairs = ((one.month, other.month), (one.day, other.day))
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        return None
    exact = all(None not in pair for pair in pairs)
    return Agreement.BIRTH_DATE if exact else Agreement.BIRTH_DATE_IN_PART
