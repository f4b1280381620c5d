"""What a database holds, in figures that a copy must show again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeadAt:
    """Where a node's chain ends."""

    node: str
    epoch: int
    sequence: int
    digest: str

    @classmethod
    def of_row(cls, node: object, epoch: int, sequence: int, digest: bytes) -> Self:
        """From a row of the journal's heads, on either engine."""
        return cls(str(UUID(str(node))), epoch, sequence, bytes(digest).hex())


@dataclass(frozen=True, slots=True)
class Inventory:
    """Rows by table, the heads of all chains, the migrations applied, the triggers that guard."""

    rows: Mapping[str, int]
    heads: tuple[HeadAt, ...]
    migrations: tuple[str, ...]
    guards: tuple[str, ...]

    @classmethod
    def of_table(cls, table: Mapping[str, Any]) -> Self:
        """From what `dataclasses.asdict` made of one."""
        return cls(
            dict(table["rows"]),
            tuple(HeadAt(**head) for head in table["heads"]),
            tuple(table["migrations"]),
            tuple(table["guards"]),
        )

    @property
    def entries(self) -> int:
        """The sequences of all heads together."""
        return sum(head.sequence for head in self.heads)

    def differences(self, other: "Inventory") -> Iterator[str]:
        """In words, where `other` is not the same; nothing when it is."""
        for table in sorted(self.rows.keys() | other.rows.keys()):
            before, after = self.rows.get(table), other.rows.get(table)
            if before != after:
                yield f"{table} has {after} rows, not {before}"
        if set(self.heads) != set(other.heads):
            yield "the journal ends elsewhere"
        if set(self.migrations) != set(other.migrations):
            yield "other migrations are applied"
        if set(self.guards) != set(other.guards):
            yield "other triggers guard the tables"

    def losses(self, later: "Inventory", accepted: Collection[str] = ()) -> Iterator[str]:
        """In words, what `later` holds less of, tables `accepted` apart; growth is none."""
        for table in sorted(self.rows.keys() - set(accepted)):
            before, after = self.rows[table], later.rows.get(table, 0)
            if after < before:
                yield f"{table} has {after} rows, before {before}"
        if later.entries < self.entries:
            yield f"the journal ends at {later.entries}, before at {self.entries}"
        for guard in sorted(set(self.guards) - set(later.guards)):
            yield f"the guard {guard} is gone"
