"""A table of dated rules that a room delivers, and that headquarters may publish anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from moeli.platform.channels import PublicationKind, PublicationProblem, Text
from moeli.platform.dated import DatedRow, DatedTable
from moeli.platform.publications import dated_rows
from moeli.platform.publications.selectors import content_in_force

_LARGEST = 200_000
_STALE_AFTER = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """`data/<name>.toml` of `package`, on the channel `code`.

    `accepts` judges one row. A version must answer each rule in `needed` on every day from its
    first; which other rows it has is for headquarters to say.
    """

    code: str
    label: Text
    package: str
    name: str
    accepts: Callable[[DatedRow], bool]
    needed: frozenset[str] = frozenset()

    def on(self, day: date) -> DatedTable:
        """The whole table, with its rules of earlier days, as it is in force on `day`."""
        return dated_rows.table(content_in_force(self.code, day))

    def delivered(self) -> bytes:
        """What holds before headquarters publishes any: version 0."""
        return _delivered(self.package, self.name)

    def as_delivered(self) -> DatedTable:
        """The table of version 0."""
        return dated_rows.table(self.delivered())

    def problems(self, content: bytes, first_day: date) -> Iterator[PublicationProblem]:
        """Why `content` cannot be the table from `first_day` on."""
        return dated_rows.problems_of_rows(content, first_day, self.accepts, self.needed)

    def channel(self, *, slack: int = 5) -> PublicationKind:
        """The channel, for the room's face to the house."""
        return PublicationKind(
            self.code,
            self.label,
            validate=self.problems,
            difference=dated_rows.difference,
            count=dated_rows.count,
            packaged=self.delivered,
            largest=_LARGEST,
            slack=slack,
            posts_acknowledge=True,
            stale_after=_STALE_AFTER,
        )


def whole_numbers(allowed: range, ids: Iterable[str]) -> Callable[[DatedRow], bool]:
    """Accepts rows of these ids whose value is a whole number in `allowed`."""
    known = frozenset(ids)
    return lambda row: row.id in known and type(row.value) is int and row.value in allowed


@cache
def _delivered(package: str, name: str) -> bytes:
    return files(package).joinpath("data", f"{name}.toml").read_bytes()
