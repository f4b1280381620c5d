"""The physical sizes of the formats, read once from the packaged table."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PITCH = 2.54
_MILLIMETRES_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Size:
    """A page in mm: its zone begins at `left`; `lines` are the upper edges of its lines."""

    width: float
    height: float
    left: float
    lines: tuple[float, ...]


@cache
def size_of(format: str) -> Size:
    """The size of a format. KeyError for a format that is not drawn."""
    row = _table()[format]
    return Size(row["width"], row["height"], row["left"], tuple(row["lines"]))


def formats() -> tuple[str, ...]:
    """Every format that can be drawn."""
    return tuple(_table())


def pixels(millimetres: float, dpi: int) -> float:
    """Millimetres on the page as pixels of a picture of `dpi` dots an inch."""
    return millimetres * dpi / _MILLIMETRES_PER_INCH


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = files("moeli.specimens").joinpath("data", "sizes.toml").read_text(encoding="utf-8")
    return {name: row for name, row in tomllib.loads(text).items() if isinstance(row, dict)}
