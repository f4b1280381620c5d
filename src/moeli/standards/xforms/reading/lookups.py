"""Choices that phones look up beside the form: `query` in itemsets.csv, and `search()`.

Both become lists with a filter, as a select from a file is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from moeli.standards.xforms.form import Control, Item, Itemset, Rule, Text
from moeli.standards.xforms.reading.collecting import Collector
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath import XPathError, compiled, parse
from moeli.standards.xforms.xpath.compiling import built
from moeli.standards.xforms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    Literal,
    Path,
    Step,
    parts,
)

ITEMSETS = "itemsets.csv"
_SEARCH = re.compile(r"search\s*\(.*\)", re.DOTALL)
_TESTS = {"contains": "contains", "startswith": "starts-with", "endswith": "ends-with"}
_NAMED, _TESTED, _NARROWED = 1, 4, 6  # how many arguments search() may have


class Lookup(NamedTuple):
    """Where a list comes from: a file, and there the rows of one `list_name` or all."""

    file: str
    list_name: str = ""


def looked_up(body: etree._Element) -> Mapping[str, Lookup]:
    """The lists that questions name and no instance declares, by the name of the instance."""
    found: dict[str, Lookup] = {}
    for element in body.iter():
        for name in _lists_of(element.get("query") or ""):
            found[name] = Lookup(ITEMSETS, name)
        call = search_of(element.get("appearance") or "")
        if call and isinstance(call.arguments[0], Literal):
            found[_name(call)] = Lookup(f"{_name(call)}.csv")
    return found


def _lists_of(query: str) -> Iterator[str]:
    try:
        syntax = parse(query) if query else Literal("")
    except XPathError:
        return
    for part in parts(syntax):
        match part:
            case Call("instance", (Literal(str(name)),)):
                yield name


def search_of(appearance: str) -> Call | None:
    """The `search(…)` of an appearance; None where there is none that can be read."""
    found = _SEARCH.search(appearance)
    try:
        syntax = parse(found[0]) if found else None
    except XPathError:
        return None
    return syntax if isinstance(syntax, Call) and syntax.arguments else None


def _name(call: Call) -> str:
    first = call.arguments[0]
    return str(first.value) if isinstance(first, Literal) else ""


def queried(query: str, path: Names, collector: Collector) -> Itemset | None:
    """The choices of an `input` with a `query`, labelled in the language of the run."""
    rule = collector.rule(query, path, "choice_filter")
    if rule is None or not isinstance(rule.syntax, Path):
        collector.add("itemset_unknown", path, "choice_filter")
        return None
    return Itemset(rule, "name", Text(value=compiled("translate(label)")))


def searched(control: Control, collector: Collector) -> Control:
    """The select with its choices from a file, as its one written choice names the columns."""
    call = search_of(control.appearance)
    itemset = _itemset(call, control.items, control.path) if call else None
    if itemset is None:
        collector.add("search_appearance", control.path, "appearance")
        return control
    collector.check(itemset.nodes.syntax, control.path, "appearance")
    return Control(
        control.kind,
        control.path,
        control.label,
        control.hint,
        _SEARCH.sub("", control.appearance).strip(),
        itemset=itemset,
    )


def _itemset(call: Call, items: tuple[Item, ...], path: Names) -> Itemset | None:
    if len(items) != 1 or len(call.arguments) not in (_NAMED, _TESTED, _NARROWED):
        return None
    label = "".join(each for each in items[0].label.fragments if isinstance(each, str)).strip()
    texts = [each.value for each in call.arguments[1:3] if isinstance(each, Literal)]
    columns = [*str(texts[-1] if texts else "").split(","), items[0].value, label]
    if not _name(call) or not all(_is_column(each.strip()) for each in columns if each):
        return None
    try:
        filters = tuple(_filters(call.arguments))
    except ValueError:
        return None
    steps = (Step("child", "root"), Step("child", "item", filters))
    nodes = Path(False, Call("instance", (Literal(_name(call)),)), steps)
    source = f"search({_name(call)})"
    return Itemset(Rule(source, nodes, built(nodes)), items[0].value, _shown(label))


def _is_column(word: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d][\w.-]*", word))


def _shown(column: str) -> Text:
    return Text(value=built(_cell(column)), source=column)


def _cell(column: str) -> Expression:
    return Path(False, None, (Step("child", column.strip()),))


def _filters(arguments: tuple[Expression, ...]) -> Iterator[Expression]:
    """`search(file, test, columns, value[, column, value])`; ValueError for another test."""
    if len(arguments) >= _TESTED:
        test, columns = (_word(each) for each in arguments[1:3])
        found = [_tested(test, _cell(each), _here(arguments[3])) for each in columns.split(",")]
        whole = found[0]
        for each in found[1:]:
            whole = Binary("or", whole, each)
        yield whole
    if len(arguments) == _NARROWED:
        yield Binary("=", _cell(_word(arguments[4])), _here(arguments[5]))


def _word(part: Expression) -> str:
    match part:
        case Literal(str(text)):
            return text
    raise ValueError


def _tested(test: str, cell: Expression, value: Expression) -> Expression:
    if test == "matches":
        return Binary("=", cell, value)
    if test not in _TESTS:
        raise ValueError
    return Call(_TESTS[test], (cell, value))


def _here(value: Expression) -> Expression:
    """The value as it is at the question, not at the row that is looked at."""
    if isinstance(value, Path) and not value.absolute and value.start is None:
        return Path(False, Call("current", ()), value.steps)
    return value
