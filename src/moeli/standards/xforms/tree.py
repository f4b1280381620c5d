"""A node of the instance, or of a secondary instance."""

from collections.abc import Iterator

Names = tuple[str, ...]


class Node:
    """An element: its name, its value, its children, and whether it is relevant now.

    `relevant` already takes the ancestors into account; `own` is the node's own condition.
    `path` is the generic path (names without positions), shared by all instances of a repeat.
    """

    __slots__ = (
        "attributes",
        "chain",
        "children",
        "kids",
        "name",
        "numeric",
        "own",
        "parent",
        "path",
        "primary",
        "relevant",
        "value",
    )

    def __init__(self, name: str, parent: "Node | None", path: Names, *, primary: bool) -> None:
        self.name = name
        self.parent = parent
        self.path = path
        self.primary = primary
        self.value = ""
        self.children: list[Node] = []
        self.kids: dict[str, list[Node]] = {}
        self.attributes: dict[str, str] = {}
        self.chain: tuple[Node, ...] = (*(parent.chain if parent else ()), self) if primary else ()
        self.numeric = False
        self.own = True
        self.relevant: bool = parent.relevant if parent else True

    def append(self, child: "Node") -> None:
        """Add a child behind its siblings of the same name, or last."""
        siblings = self.kids.setdefault(child.name, [])
        if siblings and self.children[-1] is not siblings[-1]:
            self.children.insert(self.children.index(siblings[-1]) + 1, child)
        else:
            self.children.append(child)
        siblings.append(child)

    def remove(self, child: "Node") -> None:
        """Take a child out."""
        self.children.remove(child)
        self.kids[child.name].remove(child)

    def become(self, *, relevant: bool) -> bool:
        """Set the node's own condition; whether anything became relevant or ceased to be."""
        self.own = relevant
        return self._spread(above=self.parent.relevant if self.parent else True)

    def _spread(self, *, above: bool) -> bool:
        effective = above and self.own
        if effective == self.relevant:
            return False
        self.relevant = effective
        for child in self.children:
            child._spread(above=effective)
        return True

    def below(self) -> Iterator["Node"]:
        """The node and all below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def position(self) -> int:
        """1-based place among the siblings of the same name; behind them for one not yet there."""
        siblings = self.parent.kids.get(self.name, []) if self.parent else [self]
        return siblings.index(self) + 1 if self in siblings else len(siblings) + 1

    def is_attached(self) -> bool:
        """Whether the node is still (or already) part of its instance."""
        return all(
            each.parent is None or each in each.parent.kids.get(each.name, ())
            for each in self.chain
        )

    def text(self) -> str:
        """The string value: a leaf's own, else all below joined (XPath 1.0, 5.2)."""
        if not self.children:
            return self.value
        return "".join(node.value for node in self.below() if node.relevant)

    def scalar(self) -> str | float:
        """The value as expressions read it: a number where the bind says so."""
        if self.numeric and self.value:
            try:
                return float(self.value)
            except ValueError:
                return self.value
        return self.value if not self.children else self.text()


def place(node: Node, repeats: frozenset[Names]) -> str:
    """The path of this very node, with a position at each repeat: /data/child[2]/name."""
    words = (
        f"{each.name}[{each.position()}]" if each.path in repeats else each.name
        for each in node.chain
    )
    return "/" + "/".join(words)
