"""Rules of law as dated data: which row of a table was in force on a given day.

A table is TOML with an array `rows`; each row carries `id, value, source, verified,
in_force_from` and, once it has ended, `in_force_to` (the first day it no longer holds).
What could not be read at its source has `verified = false`, and the screen says so.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One rule for one span of days; `value` is a number, a text or a table."""

    id: str
    value: Any
    source: str
    verified: bool
    in_force_from: date
    in_force_to: date | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError(f"the rule {self.id} names no source")
        if self.in_force_to is not None and self.in_force_to <= self.in_force_from:
            raise ValueError(f"the rule {self.id} ends before it begins")

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on `day`."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)

    def label(self, language: str) -> str:
        """The text in `language` of a rule that is shown, in English where there is none."""
        return str(self.value.get(language) or self.value["en"])


@dataclass(frozen=True, slots=True)
class DatedTable:
    """All rows of one table, oldest first."""

    rows: tuple[DatedRow, ...]

    def __post_init__(self) -> None:
        """Refuse two answers to one question: ValueError when spans of one rule overlap."""
        latest: dict[str, DatedRow] = {}
        for row in self.rows:
            before = latest.get(row.id)
            if before and before.in_force(row.in_force_from):
                raise ValueError(f"two rows of the rule {row.id} hold on the same day")
            latest[row.id] = row

    @classmethod
    def load(cls, package: str, name: str) -> "DatedTable":
        """The table `data/<name>.toml` of `package`; a malformed row raises at start, not later."""
        text = files(package).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
        rows = [DatedRow(**row) for row in tomllib.loads(text)["rows"]]
        return cls(tuple(sorted(rows, key=lambda row: row.in_force_from)))

    def on(self, day: date) -> Iterator[DatedRow]:
        """The rows in force on `day`."""
        return (row for row in self.rows if row.in_force(day))

    def row(self, id: str, day: date) -> DatedRow:
        """The row named `id` as in force on `day`. Raises KeyError when there is none."""
        for row in self.on(day):
            if row.id == id:
                return row
        raise KeyError(f"{id} on {day.isoformat()}")
