"""Location paths. Absolute ones are read near the context node (ODK's deviation from XForms)."""

from collections.abc import Callable, Iterator

from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.filters import Filter, filters_of
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import ANY, Expression, Path, Step
from moeli.standards.xforms.xpath.values import Value

_Run = Callable[[Scope], Value]
_Build = Callable[[Expression], _Run]
_Steps = list[tuple[Step, list[Filter]]]


def path_evaluator(path: Path, build: _Build) -> _Run:
    """The closure of a path."""
    steps: _Steps = [(step, filters_of(step.predicates, build)) for step in path.steps]
    if path.absolute:
        return _absolute(path, steps)
    if path.start is not None:
        return _from(build(path.start), filters_of(path.predicates, build), steps)
    if all(step == Step("self", ANY) for step, _ in steps):
        return lambda scope: _relevant([scope.node])
    return lambda scope: _relevant(_walked([scope.node], steps, scope))


def _absolute(path: Path, steps: _Steps) -> _Run:
    leading = 0
    while leading < len(steps) and _plain(steps[leading][0]):
        leading += 1
    names = tuple(step.name for step in path.steps[:leading])
    rest = steps[leading:]

    def run(scope: Scope) -> Value:
        root = scope.world.root
        if not names:
            return _relevant(_walked([root], rest, scope))
        if names[0] != root.name:
            return []
        nodes = _near(names, scope, whole=not rest)
        return _relevant(_walked(nodes, rest, scope) if rest else nodes)

    return run


def _near(names: tuple[str, ...], scope: Scope, *, whole: bool) -> list[Node]:
    """The nodes at `names`, bound to the ancestors of the context as far as the two agree.

    The last name is not bound: `count(/data/child)` counts all children, also inside one.
    """
    chain = scope.anchor.chain
    node, depth = scope.world.root, 1
    last = len(names) - 1 if whole and len(names) < len(chain) else len(names)
    while depth < last and depth < len(chain) and chain[depth].name == names[depth]:
        node = chain[depth]
        depth += 1
    nodes = [node]
    for name in names[depth:]:
        nodes = [kid for each in nodes for kid in each.kids.get(name, ())]
    scope.spend(len(nodes) + 1)
    return nodes


def _plain(step: Step) -> bool:
    return step.axis == "child" and step.name != ANY and not step.predicates


def _from(start: _Run, filters: list[Filter], steps: _Steps) -> _Run:
    def run(scope: Scope) -> Value:
        nodes = start(scope)
        if not isinstance(nodes, list):
            return []
        for each in filters:
            nodes = each(nodes, scope)
        return _relevant(_walked(nodes, steps, scope))

    return run


def _walked(nodes: list[Node], steps: _Steps, scope: Scope) -> list[Node]:
    for step, filters in steps:
        if not filters:
            nodes = [found for node in nodes for found in _axis(node, step)]
            scope.spend(len(nodes) + 1)
        else:
            nodes = [found for node in nodes for found in _filtered(node, step, filters, scope)]
    return nodes if len(nodes) < 2 else list(dict.fromkeys(nodes))


def _filtered(node: Node, step: Step, filters: list[Filter], scope: Scope) -> list[Node]:
    first, *others = filters
    found = first.looked_up(node, step, scope)
    if found is None:
        nodes = list(_axis(node, step))
        scope.spend(len(nodes) + 1)
        found = first(nodes, scope)
    for each in others:
        found = each(found, scope)
    return found


def _axis(node: Node, step: Step) -> Iterator[Node]:
    match step.axis:
        case "child":
            yield from node.children if step.name == ANY else node.kids.get(step.name, ())
        case "self":
            if step.name in (ANY, node.name):
                yield node
        case "parent":
            if node.parent is not None and step.name in (ANY, node.parent.name):
                yield node.parent
        case "descendant-or-self":
            yield from node.below()
        case "attribute":
            if step.name in node.attributes:
                held = Node(step.name, None, (), primary=False)
                held.value = node.attributes[step.name]
                yield held


def _relevant(nodes: list[Node]) -> list[Node]:
    if len(nodes) == 1:
        return nodes if nodes[0].relevant else []
    return [node for node in nodes if node.relevant]
