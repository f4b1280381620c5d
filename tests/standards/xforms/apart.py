"""Where an engine of ODK is known to part from ODK's specification: `cases/apart.toml`, row by row,
and our engine made to part in the same way, so that everything else must still be the same."""

import math
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import combinations
from pathlib import Path
from tomllib import loads
from typing import NamedTuple
from unittest.mock import patch

from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath import compiled, paths, values
from moeli.standards.xforms.xpath.dates import days_of, read_date
from moeli.standards.xforms.xpath.functions.catalogue import CATALOGUE, Build, Function, Run
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import Call
from moeli.standards.xforms.xpath.values import Value, string
from tests.standards.xforms.conftest import MASERU

_DAY = 86_400_000.0
_TABLE = Path(__file__).with_name("cases") / "apart.toml"


class Point(NamedTuple):
    """An expression, and what each engine makes of it; `forms` need it beside a browser."""

    name: str
    matter: str
    expression: str
    ours: str
    phones: str
    browsers: str
    specification: str
    source: str
    forms: int


def points() -> list[Point]:
    return [Point(**row) for row in loads(_TABLE.read_text(encoding="utf-8"))["points"]]


def met() -> tuple[str, dict[str, str]]:
    """A form that meets each point, a calculation for each by its name; and its answers."""
    asked = (
        "| begin_repeat | some | Some | | 2 |",
        "| integer | figure | Figure | | |",
        "| end_repeat | | | | |",
        "| integer | nothing | Nothing | | |",
        "| decimal | tenth | Tenth | | |",
        "| date | day | Day | | |",
        "| decimal | reckoned | Reckoned | 15 + 15 | |",
    )
    rows = [*asked, *(f"| calculate | {p.name} | | {p.expression} | |" for p in points())]
    heads = ["| survey |", "| | type | name | label | calculation | repeat_count |"]
    answers = {"/data/some[1]/figure": "2", "/data/tenth": "30", "/data/day": "2026-11-25"}
    return "\n".join([*heads, *(f"| {row}" for row in rows)]) + "\n", answers


def ways(engine: str) -> Iterator[tuple[str, ...]]:
    """Which points to part at, the fewest first: none, each alone, then two, then all."""
    names = [point.name for point in points() if getattr(point, engine) != point.ours]
    for many in range(len(names) + 1):
        yield from combinations(names, many)


@contextmanager
def parting(*names: str) -> Iterator[None]:
    """Our engine, parted from the specification at these points and at no other."""
    with ExitStack() as stack:
        if {"sum_of_nothing", "sum_of_a_blank"} & set(names):
            stack.enter_context(_sum("sum_of_nothing" in names, "sum_of_a_blank" in names))
        if "dates_by_zone" in names:
            stack.enter_context(patch.object(values, "days_of", _days_by_zone))
        if "decimals_in_words" in names:
            stack.enter_context(patch.object(Node, "text", _without_its_point))
        compiled.cache_clear()
        stack.callback(compiled.cache_clear)
        yield


@contextmanager
def _sum(of_nothing: bool, of_a_blank: bool) -> Iterator[None]:
    plain = CATALOGUE["sum"].plain
    assert plain is not None

    def build(call: Call, build: Build) -> Run:
        argument = build(call.arguments[0])

        def run(scope: Scope) -> Value:
            with patch.object(paths, "_relevant", list):  # what is not relevant is blank there
                nodes = argument(scope)
            assert isinstance(nodes, list)
            blank = [not each.relevant or each.text() == "" for each in nodes]
            parted = of_a_blank if any(blank) and not all(blank) else of_nothing
            if parted and (any(blank) or not nodes):
                return math.nan
            return plain(scope, [[each for each in nodes if each.relevant]])

        return run

    with patch.dict(CATALOGUE, sum=Function(1, 1, special=build)):
        yield


def _days_by_zone(text: str) -> float | None:
    """Ours, less the hours of Maseru, in the arithmetic of a browser: milliseconds by a day."""
    days = days_of(text)
    if days is None or read_date(text) is None:
        return days
    return (days * _DAY - MASERU.utcoffset(None).total_seconds() * 1_000) / _DAY


_text = Node.text


def _without_its_point(node: Node) -> str:
    found = node.scalar()
    return string(found) if isinstance(found, float) else _text(node)
