"""The districts and ports of entry, from packaged tables. Pure but for reading them once.

Each fact about a port is verified or not: what could not be read at its source says so wherever
it is shown.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """How travellers reach a port."""

    LAND = "land"
    AIR = "air"


@dataclass(frozen=True, slots=True)
class District:
    """One of the ten districts of Lesotho."""

    code: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class PortOfEntry:
    """A port of entry. `twin` is the South African post opposite, empty for an airport.

    `verified` names the facts that were read at a source: name, kind, district, twin. Aliases
    are other spellings in use; none of them is verified.
    """

    code: str
    name: str
    district: District
    kind: Kind
    twin: str
    aliases: tuple[str, ...]
    source: str
    verified: frozenset[str]

    def answers_to(self, words: str) -> bool:
        """Whether any of its names holds `words`, whatever the case."""
        names = (self.code, self.name, self.district.name, self.twin, *self.aliases)
        return any(_plain(words) in _plain(name) for name in names)


def port(code: str) -> PortOfEntry:
    """The port with the short code `code`. Raises KeyError when there is none."""
    return _by_code()[code]


def all_ports() -> tuple[PortOfEntry, ...]:
    """Every port, in the order of the source: along the border, the airport last."""
    return tuple(_by_code().values())


def neighbours(code: str) -> tuple[PortOfEntry, ...]:
    """The land ports before and after `code` along the border, which is a ring.

    An airport has none. Raises KeyError for an unknown code.
    """
    if port(code).kind is not Kind.LAND:
        return ()
    ring = [each for each in all_ports() if each.kind is Kind.LAND]
    here = ring.index(port(code))
    return ring[here - 1], ring[(here + 1) % len(ring)]


def districts() -> tuple[District, ...]:
    """The ten districts, by name."""
    return tuple(_districts().values())


def search(words: str) -> tuple[PortOfEntry, ...]:
    """The ports one of whose names holds `words`; all of them for no words."""
    return tuple(each for each in all_ports() if each.answers_to(words.strip()))


@cache
def _by_code() -> dict[str, PortOfEntry]:
    return {row["code"]: _port(row) for row in _rows("ports")}


@cache
def _districts() -> dict[str, District]:
    return {row["code"]: District(**row) for row in _rows("districts")}


def _port(row: dict[str, str]) -> PortOfEntry:
    return PortOfEntry(
        code=row["code"],
        name=row["name"],
        district=_districts()[row["district"]],
        kind=Kind(row["kind"]),
        twin=row["twin"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        source=row["source"],
        verified=frozenset(row["verified"].split()),
    )


def _plain(text: str) -> str:
    """Lower case, with the letters that keyboards here often lack written plainly."""
    return text.casefold().replace("š", "s").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("moeli.ports").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
