"""A half-done run as plain data: what JSON can hold, what a sealed field can keep."""

from collections.abc import Mapping
from typing import Any

from moeli.standards.xforms.limits import DEEPEST_FORM, LONGEST_ANSWER, MOST_REPEATS
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.tree import Node

_FORMAT = 1


def saved(run: Run, key: str) -> dict[str, Any]:
    """Form, language, place and all values, also of what is not relevant now."""
    return {
        "format": _FORMAT,
        "form": run.form.id,
        "version": run.form.version,
        "language": run.labels,
        "at": key,
        "values": _told(run.root),
    }


def _told(node: Node) -> Any:  # noqa: ANN401 -- text for a leaf, a list of [name, …] for a branch
    if not node.children:
        return node.value
    return [[child.name, _told(child)] for child in node.children]


def restored(run: Run, data: Mapping[str, Any]) -> str:
    """Put the values back into a fresh run; the key of the step where it was left.

    Nothing is calculated again: a number drawn once, or a moment, stays what it was.
    """
    if (data.get("format"), data.get("form"), data.get("version")) != (
        _FORMAT,
        run.form.id,
        run.form.version,
    ):
        raise FormError(Problem("saved_for_another"))
    _empty_repeats(run)
    _put(run, run.root, data.get("values"), 0)
    run.resume()
    return str(data.get("at", ""))


def _empty_repeats(run: Run) -> None:
    for path in run.form.repeats:
        for node in list(run.instance.names[path]):
            if node in (node.parent.children if node.parent else ()):
                run.instance.remove(node)


def _put(run: Run, node: Node, values: object, depth: int) -> None:
    if depth > DEEPEST_FORM:
        raise FormError(Problem("saved_broken"))
    if isinstance(values, str):
        if node.children or len(values) > LONGEST_ANSWER * 10:
            raise FormError(Problem("saved_broken"))
        node.value = values
        return
    if not isinstance(values, list):
        raise FormError(Problem("saved_broken"))
    taken: dict[str, int] = {}
    for pair in values:
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
            raise FormError(Problem("saved_broken"))
        name, inner = pair
        _put(run, _child(run, node, name, taken), inner, depth + 1)


def _child(run: Run, node: Node, name: str, taken: dict[str, int]) -> Node:
    at = taken[name] = taken.get(name, 0) + 1
    path = (*node.path, name)
    if path in run.form.repeats:
        if at > MOST_REPEATS:
            raise FormError(Problem("saved_broken"))
        return run.instance.add(path, node, bare=True)
    known = node.kids.get(name, [])
    if at > len(known):
        raise FormError(Problem("saved_broken"))
    return known[at - 1]
