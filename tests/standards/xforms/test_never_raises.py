"""Any text is an expression or the evaluator's own error; any answers leave the instance whole."""

import gc
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from moeli.standards import xforms
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.xpath import XPathError, compiled
from moeli.standards.xforms.xpath.functions import CATALOGUE
from moeli.standards.xforms.xpath.values import Value, boolean, number, string
from tests.standards.xforms.conftest import form_of, survey, the_context
from tests.standards.xforms.test_xpath_cases import WORLD
from tests.trying import examples

_FORM = xforms.load(WORLD.read_bytes())
_WORLD = Run(_FORM, the_context(), _FORM.default_language)
_WORLD.begin()
_NODE = _WORLD.instance.names["data", "child", "name"][1]

_PATHS = st.sampled_from(
    [
        "/data/whole",
        "/data/text",
        "/data/child",
        ".",
        "..",
        "../age",
        "/data/child/age",
        "/data/*",
        "//name",
        "/data/day",
        "/data/moment",
        "/data/empty",
        "/data/hidden",
        "@id",
        "current()/..",
        "/data/child[age>3]/name",
        "instance('places')/root/item/name",
    ]
)
_LITERALS = st.one_of(
    st.integers(-10_000, 10_000).map(str),
    st.floats(0, 1e6, allow_nan=False).map(lambda value: f"{value:.6f}"),
    st.text("abc %Y-:0123456789/[]+*()", max_size=12).map(lambda text: f"'{text}'"),
)
_OPERATORS = st.sampled_from(
    ("+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|")
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    calls = st.tuples(st.sampled_from(sorted(CATALOGUE)), st.lists(inner, max_size=4))
    return st.one_of(
        st.tuples(inner, _OPERATORS, inner).map(" ".join),
        calls.map(lambda call: f"{call[0]}({', '.join(call[1])})"),
        inner.map(lambda text: f"-({text})"),
        st.tuples(_PATHS, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
    )


EXPRESSIONS = st.recursive(st.one_of(_PATHS, _LITERALS), _larger, max_leaves=12)


@settings(max_examples=examples(400))
@given(EXPRESSIONS)
def test_an_expression_has_a_value_or_the_evaluators_own_error(expression: str) -> None:
    _WORLD.renew_budget()
    value: Value = ""
    with suppress(XPathError):
        value = compiled(expression)(_WORLD.scope(_NODE))
    assert isinstance(string(value), str)
    assert isinstance(number(value), float)
    assert isinstance(boolean(value), bool)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(XPathError):
        compiled(text)


@given(st.text("()[]-/.'\"=*@:,| abc019‘’", max_size=200))
def test_text_that_looks_like_an_expression_is_parsed_or_refused(text: str) -> None:
    with suppress(XPathError):
        compiled(text)


_SHEETS = survey(
    "type | name | label | relevant | calculation | constraint | constraint_message | repeat_count",
    "integer | n | N | | | . < 5 | few |",
    "text | t | T | ${n} > 1 | | | |",
    "select_multiple c | m | M | | | | |",
    "begin_repeat | r | R | | | | | ${n}",
    "integer | x | X | | | | |",
    "calculate | p | | | ${x} * position(..) | | |",
    "end_repeat | | | | | | |",
    "begin_repeat | g | G | selected(${m}, 'a') | | | |",
    "date | d | D | | | | |",
    "end_repeat | | | | | | |",
    "calculate | s | | | sum(${p}) + count(${g}) | | |",
    choices=("c | a | A", "c | b | B"),
)
_RUN = form_of(_SHEETS)
_ANSWERS = st.one_of(
    st.integers(-3, 9),
    st.text(max_size=8),
    st.sampled_from(("a", "b", "a b", "2026-11-25", "2026-02-30", "", "-")),
    st.lists(st.sampled_from("abc"), max_size=3),
    st.booleans(),
    st.none(),
    st.floats(),
)
_DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), _ANSWERS),
        st.tuples(st.sampled_from(("next", "back", "add", "save")), st.none()),
    ),
    max_size=40,
)


def _do(session: xforms.Session, what: str, answer: Any) -> xforms.Session:
    step = session.current
    if what == "answer" and step.questions:
        session.answer(answer, step.questions[-1].path)
    elif what == "add" and step.kind == "repeat":
        session.add_repeat()
    elif what == "next":
        session.next()
    elif what == "back":
        session.back()
    elif what == "save":
        return xforms.resume(_RUN, the_context(), session.save())
    return session


@settings(max_examples=examples(150))
@given(_DOINGS)
def test_whatever_is_answered_the_instance_stays_whole(doings: list[tuple[str, Any]]) -> None:
    session = xforms.begin(_RUN, the_context())
    for what, answer in doings:
        session = _do(session, what, answer)
    root = etree.fromstring(session.to_instance_xml().encode())
    wanted = root.findtext("n") or "0"
    assert len(root.findall("r")) == int(wanted) if int(wanted) > 0 else not root.findall("r")
    products = [int(each.findtext("x") or 0) for each in root.findall("r")]
    total = sum(at * value for at, value in enumerate(products, start=1))
    assert float(root.findtext("s") or 0) == total + len(root.findall("g"))
    again = xforms.resume(_RUN, the_context(), session.save())
    assert again.to_instance_xml() == session.to_instance_xml()
    assert again.current == session.current


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<x/>", b"| survey |\n| | type | name |\n"])
def test_the_collector_of_garbage_is_left_as_it_was_found(data: bytes) -> None:
    xforms.lint(data)
    assert gc.isenabled()
    gc.disable()
    try:
        xforms.lint(data)
        assert not gc.isenabled()
    finally:
        gc.enable()
