"""Retention classes of files, as dated data: how long, how large, which types, who goes last."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from moeli.platform.dated import DatedTable


class Rank(StrEnum):
    """What goes first when the disk fills up, in this order."""

    DERIVED = "derived"
    PICTURE = "picture"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class BlobClass:
    """One class; `days` is None while no rule is known, and then nothing is deleted.

    `types` are the media types taken, any when empty; `cap` the largest file in bytes; with
    `original` a picture is kept as it came, unaltered.
    """

    code: str
    rank: Rank
    days: int | None
    cap: int
    types: tuple[str, ...]
    original: bool

    @property
    def kept_for(self) -> timedelta | None:
        """How long a file of this class is kept."""
        return None if self.days is None else timedelta(days=self.days)


@cache
def table() -> DatedTable:
    """The classes as they stand in `data/classes.toml`."""
    return DatedTable.load(__package__, "classes")


def on(code: str, day: date) -> BlobClass:
    """The class as in force on `day`. Raises KeyError when there is none: a defect."""
    return _class(code, table().row(code, day).value)


def all_on(day: date) -> tuple[BlobClass, ...]:
    """Every class in force on `day`."""
    return tuple(_class(row.id, row.value) for row in table().on(day))


@cache
def quota(scope: str, place: str, day: date) -> int:
    """How many bytes the files of one scope may take at one place: the most special row holds."""
    rows = {row.id: int(row.value) for row in DatedTable.load(__package__, "quotas").on(day)}
    names = (f"{scope}@{place}", f"{scope}@*", f"*@{place}", "*@*")
    return next(rows[name] for name in names if name in rows)


def _class(code: str, value: dict[str, Any]) -> BlobClass:
    return BlobClass(
        code=code,
        rank=Rank(value["rank"]),
        days=value.get("days"),
        cap=value["cap"],
        types=tuple(value["types"]),
        original=value["original"],
    )
