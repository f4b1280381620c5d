"""The layouts of machine-readable zones, from `data/layouts.toml`, made ready to be applied."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

COMPOSITE = "composite"

_ALPHABETS = {
    "document_code": "A-Z<",
    "issuing_state": "A-Z<",
    "nationality": "A-Z<",
    "name": "A-Z<",
    "primary": "A-Z<",
    "secondary": "A-Z<",
    "birth_date": "0-9<",
    "expiry_date": "0-9<",
    "digit": "0-9<",
}
_ANY = "A-Z0-9<"


@dataclass(frozen=True, slots=True)
class Check:
    """One check digit: whose it is, its place in the joined zone, and the slices it covers."""

    of: str
    at: int
    over: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout. Slices are of the zone with its lines joined."""

    name: str
    lines: int
    width: int
    begins: str
    code_letters: str
    overflow: bool
    expires: bool
    fields: Mapping[str, slice]
    checks: tuple[Check, ...]
    covered_by: Mapping[str, str]
    pattern: re.Pattern[str]

    def place(self, at: int) -> tuple[int, int]:
        """Line and position, from 1, of an index in the joined zone."""
        return at // self.width + 1, at % self.width + 1

    def alphabet(self, field: str) -> str:
        """The characters that may stand in a field, as a range (`A-Z<`)."""
        return _ALPHABETS.get(field, _ANY)

    def check_of(self, field: str) -> Check | None:
        """The check digit named after `field`."""
        for check in self.checks:
            if check.of == field:
                return check
        return None


def layout_of(lines: Sequence[str]) -> Layout | None:
    """The layout that these lines have by number, length and first characters."""
    if not lines:
        return None
    width = len(lines[0])
    if any(len(line) != width for line in lines):
        return None
    for layout in _BY_SIZE.get((len(lines), width), ()):
        if lines[0].startswith(layout.begins):
            return layout
    return None


def within(allowed: str, text: str) -> bool:
    """Whether every character of `text` is of the range `allowed` (`A-Z<`)."""
    letters, figures = "A-Z" in allowed, "0-9" in allowed
    return all(
        character == "<"
        or (letters and "A" <= character <= "Z")
        or (figures and "0" <= character <= "9")
        for character in text
    )


def _slice(place: str, width: int) -> slice:
    line, first, last = (int(number) for number in re.split("[:-]", place))
    start = (line - 1) * width
    return slice(start + first - 1, start + last)


def _layout(name: str, told: Mapping[str, Any]) -> Layout:
    width = told["width"]
    fields = {field: _slice(place, width) for field, place in told["fields"].items()}
    checks = tuple(
        Check(
            check["of"],
            _slice(check["digit"], width).start,
            tuple(_slice(place, width) for place in check["over"]),
        )
        for check in told["checks"]
    )
    return Layout(
        name=name,
        lines=told["lines"],
        width=width,
        begins=told["begins"],
        code_letters=told["code_letters"],
        overflow="overflow" in told,
        expires="expiry_date" in fields,
        fields=fields,
        checks=checks,
        covered_by=_covered_by(told["checks"]),
        pattern=_pattern(told["lines"] * width, fields, checks),
    )


def _covered_by(checks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Field → the name of the check digit that speaks for it; its own before the composite."""
    also = {field: check["of"] for check in checks for field in check.get("also", ())}
    return also | {check["of"]: check["of"] for check in checks}


def _pattern(length: int, fields: Mapping[str, slice], checks: Sequence[Check]) -> re.Pattern[str]:
    """One character class per position: it cannot backtrack."""
    classes = [_ANY] * length
    for field, place in fields.items():
        classes[place] = [_ALPHABETS.get(field, _ANY)] * (place.stop - place.start)
    for check in checks:
        classes[check.at] = _ALPHABETS["digit"]
    return re.compile("".join(f"[{allowed}]" for allowed in classes))


def _load() -> dict[str, Layout]:
    told = files("moeli.standards.icao9303").joinpath("data", "layouts.toml")
    tables = tomllib.loads(told.read_text(encoding="utf-8"))
    return {name: _layout(name, table) for name, table in tables.items()}


LAYOUTS = _load()
_BY_SIZE: dict[tuple[int, int], list[Layout]] = {}
for _each in LAYOUTS.values():
    _BY_SIZE.setdefault((_each.lines, _each.width), []).append(_each)
