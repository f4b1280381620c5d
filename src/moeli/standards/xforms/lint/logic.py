"""Checks of conditions: choices that do not exist, rules without a word to the person."""

from collections.abc import Iterator

from moeli.standards.xforms.form import Form, Rule
from moeli.standards.xforms.lint.offered import Offered
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.references import resolved
from moeli.standards.xforms.xpath.syntax import Binary, Call, Expression, Literal, Path, parts

_MOST_SHOWN = 12  # choices named in one sentence


def missing_choices(form: Form, offered: Offered) -> Iterator[Problem]:
    """Comparisons of a select with a value that its list does not have."""
    for what, path, rule in rules(form):
        for part in parts(rule.syntax):
            for asked, value in _compared(part):
                yield from _missing(asked, value, path, what, offered)


def rules(form: Form) -> Iterator[tuple[str, Names, Rule]]:
    """Every rule of the form: (property, node, rule)."""
    for path, bind in form.binds.items():
        for what, rule in bind.rules():
            yield what, path, rule
    for path, control in form.controls.items():
        if control.itemset:
            yield "choice_filter", path, control.itemset.nodes
    for path, repeat in form.repeats.items():
        if repeat.count:
            yield "repeat_count", path, repeat.count
    for action in form.actions:
        if action.rule:
            yield "default", action.target, action.rule


def _compared(part: Expression) -> Iterator[tuple[Path, str]]:
    match part:
        case (
            Binary("=" | "!=", Path() as asked, Literal(str(value)))
            | Binary("=" | "!=", Literal(str(value)), Path() as asked)
            | Call("selected", (Path() as asked, Literal(str(value))))
        ) if value.strip():
            yield asked, value.strip()


def _missing(
    asked: Path, value: str, near: Names, what: str, offered: Offered
) -> Iterator[Problem]:
    try:
        path = resolved(asked, near)
    except XPathError:
        return
    choices = offered.get(path)
    if choices and value not in choices:
        named = sorted(choices)
        more = ", …" if len(named) > _MOST_SHOWN else ""
        told = {
            "question": path[-1],
            "choice": value,
            "offered": ", ".join(named[:_MOST_SHOWN]) + more,
        }
        yield Problem("choice_missing", "/" + "/".join(near), what, told)


def silent_constraints(form: Form) -> Iterator[Problem]:
    """Constraints of questions that do not say what they want."""
    for path, bind in form.binds.items():
        if bind.constraint and not bind.constraint_message and path in form.controls:
            yield Problem("message_missing", "/" + "/".join(path), "constraint_message")
