"""The instance of a run: nodes made from the form's blueprints, found again by their path."""

from collections import defaultdict
from collections.abc import Sequence

from moeli.standards.xforms.form import Blueprint, Form
from moeli.standards.xforms.limits import MOST_NODES
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.tree import Names, Node

_NUMERIC = frozenset(("int", "decimal"))


class Instance:
    """`names` has the nodes of each generic path; `shape` counts changes of structure."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names: dict[Names, list[Node]] = defaultdict(list)
        self.shape = 0
        self._count = 0
        self._make_room(form.blueprint)
        self.root = self.grow(form.blueprint, None)

    def _make_room(self, blueprint: Blueprint) -> None:
        """FormError, before anything is grown, where it would be too much."""
        if self._count + _size(blueprint) > MOST_NODES:
            raise FormError(Problem("too_many_nodes", values={"most": f"{MOST_NODES:,}"}))

    def grow(self, blueprint: Blueprint, parent: Node | None, *, bare: bool = False) -> Node:
        """A node and what is in it; `bare` leaves repeats out, for a saved run brings its own."""
        self._count += 1
        node = Node(blueprint.path[-1], parent, blueprint.path, primary=True)
        node.value = blueprint.value if not blueprint.value.isspace() else ""
        node.attributes = dict(blueprint.attributes)
        bind = self.form.binds.get(node.path)
        node.numeric = bind is not None and bind.type in _NUMERIC
        self.names[node.path].append(node)
        if parent is not None:
            parent.append(node)
        for child in blueprint.children:
            if not child.template and not (bare and child.path in self.form.repeats):
                self.grow(child, node, bare=bare)
        return node

    def add(self, path: Names, parent: Node, *, bare: bool = False) -> Node:
        """A new instance of a repeat; FormError where the run would outgrow its cap."""
        blueprint = self.form.templates.get(path) or self.form.model[path]
        self._make_room(blueprint)
        self.shape += 1
        alone = not parent.kids.get(path[-1])
        node = self.grow(blueprint, parent, bare=bare)
        if alone:
            self._put_in_order(node, parent)
        return node

    def _put_in_order(self, node: Node, parent: Node) -> None:
        """A first instance goes where the form has it, not behind everything."""
        names = [child.path[-1] for child in self.form.model[parent.path].children]
        order = {name: at for at, name in reversed(list(enumerate(names)))}
        parent.children.remove(node)
        behind = (
            at
            for at, sibling in enumerate(parent.children)
            if order[sibling.name] > order[node.name]
        )
        parent.children.insert(next(behind, len(parent.children)), node)

    def remove(self, node: Node) -> None:
        """Take an instance of a repeat out."""
        self.shape += 1
        assert node.parent is not None
        node.parent.remove(node)
        for gone in node.below():
            self._count -= 1
            self.names[gone.path].remove(gone)

    def near(self, path: Names, node: Node) -> list[Node]:
        """The nodes at a path, bound to the ancestors of a node as far as the two agree."""
        depth = 1
        while depth < min(len(path), len(node.chain)) and node.chain[depth].name == path[depth]:
            depth += 1
        return descended(node.chain[depth - 1], path[depth:])


def descended(node: Node, names: Sequence[str]) -> list[Node]:
    """All nodes below a node by names."""
    nodes = [node]
    for name in names:
        nodes = [kid for each in nodes for kid in each.kids.get(name, ())]
    return nodes


def _size(blueprint: Blueprint) -> int:
    """Nodes of a blueprint, with what is in it."""
    return 1 + sum(_size(child) for child in blueprint.children if not child.template)
