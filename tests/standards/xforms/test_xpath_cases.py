"""Every row of `cases/xpath.tsv`: an expression, the node it belongs to, its value, its clause."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from moeli.standards import xforms
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath import XPathError, compiled, parse, parsing
from moeli.standards.xforms.xpath.functions import CATALOGUE
from moeli.standards.xforms.xpath.values import scalar, string
from tests.standards.xforms.conftest import the_context

CASES = Path(__file__).with_name("cases")
WORLD = CASES / "world.xml"


class Case(NamedTuple):
    at: str
    expression: str
    kind: str
    value: str
    clause: str
    phone: str


def cases() -> list[Case]:
    lines = (CASES / "xpath.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Case(*line.split("\t")) for line in lines]


@pytest.fixture(scope="module")
def world() -> Run:
    form = xforms.load(WORLD.read_bytes())
    run = Run(form, the_context(), form.default_language)
    run.begin()
    return run


def node_at(run: Run, place: str) -> Node:
    return run.instance.names[tuple(place.strip("/").split("/"))][0]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.at} {case.expression}")
def test_an_expression_has_the_value_that_its_clause_gives(case: Case, world: Run) -> None:
    value = scalar(compiled(case.expression)(world.scope(node_at(world, case.at))))
    kind = (
        "boolean" if isinstance(value, bool) else "number" if isinstance(value, float) else "string"
    )
    assert (kind, string(value)) == (case.kind, case.value)


def test_the_table_is_long_and_names_every_function() -> None:
    table = cases()
    assert len(table) >= 200
    assert min(Counter(case.clause for case in table).values()) >= 3
    functions = {name.partition("/")[0] for name in CATALOGUE}
    unnamed = {name for name in functions if not any(f"{name}(" in c.expression for c in table)}
    assert unnamed == {"now", "property"} - {"now"}


SHORT = ["/data", "/data/div/or", "/a.b/c-d_1", "jr:itext('/data/a:label')", "jr:itext('')"]
LONGER = [
    "/",
    "//a",
    "/a/",
    "/a b",
    " /a",
    "/a[1]",
    "/x:a",
    "/á",
    "jr:itext(a)",
    "jr:itext('a') + 1",
]


@pytest.mark.parametrize("text", SHORT)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str) -> None:
    assert parsing._short(text) == parsing._Parser(text).whole() == parse(text)


@pytest.mark.parametrize("text", [*LONGER, "", "1", "a"])
def test_everything_else_is_left_to_the_parser(text: str) -> None:
    assert parsing._short(text) is None


def test_a_plain_path_that_is_too_long_is_refused_like_any_other() -> None:
    with pytest.raises(XPathError) as refused:
        parse("/a" * 10_001)
    assert refused.value.code == "expression_too_long"
