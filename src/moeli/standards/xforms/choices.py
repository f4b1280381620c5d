"""The choices of a question, as its filter lets them through now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moeli.standards.xforms.form import Control
from moeli.standards.xforms.reading.model import path_of
from moeli.standards.xforms.rendering import Rendered, rendered
from moeli.standards.xforms.tree import Names, Node
from moeli.standards.xforms.xpath.references import references

if TYPE_CHECKING:
    from moeli.standards.xforms.evaluating import Evaluator


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what is stored; `label` what is shown, with picture or sound."""

    value: str
    label: Rendered = field(default_factory=Rendered)


class Choices:
    """Reckoned when they are asked for: a list may depend on any answer."""

    def __init__(self, run: "Evaluator") -> None:
        self._run = run
        self._filtered = _filtered_by(run)

    def of(self, control: Control, node: Node) -> tuple[Choice, ...]:
        """The choices with their labels, in order."""
        if control.itemset is None:
            return tuple(
                Choice(item.value, rendered(item.label, self._run, node)) for item in control.items
            )
        label = control.itemset.label
        return tuple(
            Choice(_cell(item, control.itemset.value), rendered(label, self._run, node, item))
            for item in self._nodes(control, node)
        )

    def values(self, control: Control, node: Node) -> list[str]:
        """The values alone."""
        if control.itemset is None:
            return [item.value for item in control.items]
        return [_cell(item, control.itemset.value) for item in self._nodes(control, node)]

    def label(self, value: str, question: str, near: Node) -> str:
        """The label of one choice; empty where there is none such."""
        path = path_of(question, near.path)
        control = self._run.form.controls.get(path or ())
        if control is None or path is None:
            return ""
        for node in self._run.instance.near(path, near)[:1]:
            for at, found in enumerate(self.values(control, node)):
                if found == value:
                    return self._rendered_at(control, node, at)
        return ""

    def _rendered_at(self, control: Control, node: Node, at: int) -> str:
        if control.itemset is None:
            return rendered(control.items[at].label, self._run, node).text
        item = self._nodes(control, node)[at]
        return rendered(control.itemset.label, self._run, node, item).text

    def _nodes(self, control: Control, node: Node) -> list[Node]:
        assert control.itemset is not None
        found = self._run.evaluated(control.itemset.nodes, node, "choice_filter", [])
        return found if isinstance(found, list) else []

    def pruned(self, changed: set[Names]) -> Iterator[tuple[Node, str]]:
        """(Node, what is left of its answer) for answers that their list no longer offers."""
        controls = {c.path: c for path in changed for c in self._filtered.get(path, ())}
        for control in controls.values():
            for node in list(self._run.instance.names[control.path]):
                if node.value and node.relevant:
                    offered = set(self.values(control, node))
                    kept = [word for word in node.value.split() if word in offered]
                    if len(kept) < len(node.value.split()):
                        yield node, " ".join(kept)


def _cell(item: Node, name: str) -> str:
    cells = item.kids.get(name)
    return cells[0].value if cells else ""


def _filtered_by(run: "Evaluator") -> dict[Names, list[Control]]:
    """Node → the questions whose choices depend on it, at any depth above it too."""
    found: dict[Names, list[Control]] = {}
    for control in run.form.controls.values():
        if control.itemset is not None:
            rule = control.itemset.nodes
            for kind, path in references(rule.syntax, control.path, run.form.model):
                if kind == "read":
                    for end in range(1, len(path) + 1):
                        found.setdefault(path[:end], []).append(control)
    return found
