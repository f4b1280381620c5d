"""What an expression is evaluated in: the world around it, the context node, its position."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.errors import XPathError


class World(Protocol):
    """What the evaluator asks of the run of a form. Nothing here reads a clock of its own."""

    @property
    def root(self) -> Node:
        """The document element of the primary instance."""

    @property
    def language(self) -> str:
        """The code of the active language."""

    def speaks(self, language: str) -> bool:
        """Whether that is the active language, by its name or its code."""

    def now(self) -> datetime:
        """The moment, with its offset."""

    def random(self) -> float:
        """0 ≤ x < 1."""

    def uuid(self) -> str:
        """A random UUID."""

    def property_of(self, name: str) -> str:
        """What is known of the device or person."""

    def version(self) -> str:
        """The form's version."""

    def secondary(self, name: str) -> Node:
        """The document node of a secondary instance; XPathError if there is none."""

    def index(self, parent: Node, name: str, column: str) -> Mapping[str, Sequence[Node]]:
        """The children `name` of a secondary node by the text of their child `column`."""

    def translated(self, name: str) -> str:
        """An itext entry in the active language."""

    def choice_label(self, value: str, question: str, near: Node) -> str:
        """The label of a choice of the question at that path."""


class Scope:
    """One evaluation. `current` is the node that the whole expression belongs to."""

    __slots__ = ("budget", "current", "node", "position", "size", "world")

    def __init__(self, world: World, node: Node, budget: list[int]) -> None:
        self.world = world
        self.node = node
        self.current = node
        self.position = 1
        self.size = 1
        self.budget = budget

    def at(self, node: Node) -> "Scope":
        """The same evaluation with another context node, for predicates."""
        inner = Scope(self.world, node, self.budget)
        inner.current = self.current
        return inner

    @property
    def anchor(self) -> Node:
        """The node of the primary instance that absolute paths are read near to."""
        return self.node if self.node.primary else self.current

    def spend(self, amount: int) -> None:
        """Count work; XPathError when one answer costs too much."""
        self.budget[0] -= amount
        if self.budget[0] < 0:
            raise XPathError("too_much_work")
