"""The holders of a list in the memory of a process: a million of them in some 90 MB. Pure.

No name is kept. For each part of a name stands Python's hash of it, which no other process and no
other start makes alike. Who agrees with somebody shares a pair of name parts and the year of birth
with her, so everybody is filed under each such pair.
"""

from array import array
from collections.abc import Iterator, Mapping
from itertools import combinations
from threading import Lock
from uuid import UUID

from moeli.screening.matching import Sought, of_births, of_names
from moeli.screening.postings import Postings
from moeli.standards.icao9303 import PartialDate

_ID_BYTES = 16
_DAYS, _MONTHS = 32, 16  # more than there are; 0 is unknown
_Parts = tuple[int, ...]


class FiledHolders:
    """As `Matcher` says, for a list that changes while threads ask it.

    Its candidates are those who agree; somebody else only where two names have one hash.
    """

    def __init__(self, holders: Mapping[UUID, Sought] | None = None) -> None:
        self._lock = Lock()
        self._ids, self._born = bytearray(), array("q")
        self._parts, self._first = array("q"), array("Q", [0])
        self._by_id, self._by_pair = Postings(), Postings()
        self._standing = 0
        self.file(holders or {})

    def __len__(self) -> int:
        return self._standing

    @property
    def size(self) -> int:
        """The bytes of memory that it takes."""
        own = (self._ids, self._born, self._parts, self._first)
        return sum(each.__sizeof__() for each in own) + self._by_id.size + self._by_pair.size

    def file(self, holders: Mapping[UUID, Sought]) -> None:
        """Put these in the place of whoever stood under their ids.

        Nobody can be met without a name or without a year of birth: such a one is not filed.
        """
        for id, holder in holders.items():
            parts, born = _parts(holder), holder.birth_date
            with self._lock:
                self._drop(id)
                if born and parts:
                    self._put(id, parts, born)

    def drop(self, id: UUID) -> None:
        """Forget this one with all that was kept of her, if she is here."""
        with self._lock:
            self._drop(id)

    def candidates(self, person: Sought) -> frozenset[UUID]:
        """As `Matcher` says."""
        parts, born = _parts(person), person.birth_date
        if not born:
            return frozenset()
        with self._lock:
            near = {place for pair in _pairs(parts, born) for place in self._by_pair.under(pair)}
            return frozenset(self._id(place) for place in near if self._agrees(place, parts, born))

    def _agrees(self, place: int, parts: _Parts, born: PartialDate) -> bool:
        if not of_births(_unpacked(self._born[place]), born):  # first: it parts most of them
            return False
        return of_names(frozenset(self._parts_at(place)), frozenset(parts)) is not None

    def _put(self, id: UUID, parts: _Parts, born: PartialDate) -> None:
        place = len(self._born)
        self._ids += id.bytes
        self._born.append(_packed(born))
        self._parts.extend(parts)
        self._first.append(len(self._parts))
        self._by_id.add(hash(id), place)
        for pair in _pairs(parts, born):
            self._by_pair.add(pair, place)
        self._standing += 1

    def _drop(self, id: UUID) -> None:
        for place in list(self._by_id.under(hash(id))):
            if self._id(place) == id:
                self._clear(place, id)

    def _clear(self, place: int, id: UUID) -> None:
        self._by_id.discard(hash(id), place)
        for pair in _pairs(self._parts_at(place), _unpacked(self._born[place])):
            self._by_pair.discard(pair, place)
        self._ids[place * _ID_BYTES : (place + 1) * _ID_BYTES] = bytes(_ID_BYTES)
        self._born[place] = 0
        for at in range(self._first[place], self._first[place + 1]):
            self._parts[at] = 0
        self._standing -= 1

    def _id(self, place: int) -> UUID:
        return UUID(bytes=bytes(self._ids[place * _ID_BYTES : (place + 1) * _ID_BYTES]))

    def _parts_at(self, place: int) -> _Parts:
        return tuple(self._parts[self._first[place] : self._first[place + 1]])


def _parts(person: Sought) -> _Parts:
    return tuple(sorted({hash(token) for token in person.tokens}))


def _pairs(parts: _Parts, born: PartialDate) -> Iterator[int]:
    """Each two parts of a name, or the only one, with the year of birth."""
    pairs = combinations(parts, 2) if len(parts) > 1 else [parts]
    return (hash((born.year, *pair)) for pair in pairs if pair)


def _packed(born: PartialDate) -> int:
    return (born.year * _MONTHS + (born.month or 0)) * _DAYS + (born.day or 0)


def _unpacked(packed: int) -> PartialDate:
    months, day = divmod(packed, _DAYS)
    year, month = divmod(months, _MONTHS)
    return PartialDate(year, month or None, day or None)
