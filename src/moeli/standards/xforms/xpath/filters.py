"""Predicates, with an index for the one that lists of places live on: `[country = …]`."""

from collections.abc import Callable, Iterator

from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import ANY, Binary, Call, Expression, Path, Step, parts
from moeli.standards.xforms.xpath.values import Value, boolean, scalar

_Run = Callable[[Scope], Value]
_Build = Callable[[Expression], _Run]
_COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))
_OF_THE_CONTEXT = frozenset(("position", "last", "once", "string-length", "normalize-space"))


class Filter:
    """One predicate: a number picks a position, anything else keeps where it is true."""

    __slots__ = ("_column", "_run", "_sought")

    def __init__(self, expression: Expression, build: _Build) -> None:
        self._run = build(expression)
        self._column, self._sought = _lookup(expression, build)

    def __call__(self, nodes: list[Node], scope: Scope) -> list[Node]:
        """The nodes that stay."""
        inner = scope.at(scope.node)
        inner.size = len(nodes)
        kept = []
        for position, node in enumerate(nodes, start=1):
            inner.node, inner.position = node, position
            scope.spend(1)
            if _stays(self._run(inner), position):
                kept.append(node)
        return kept

    def looked_up(self, parent: Node, step: Step, scope: Scope) -> list[Node] | None:
        """The same by the index of a secondary instance; None where that cannot be done."""
        if self._sought is None or parent.primary or step.axis != "child" or step.name == ANY:
            return None
        value = scalar(self._sought(scope))
        if not isinstance(value, str):
            return None
        scope.spend(1)
        return list(scope.world.index(parent, step.name, self._column).get(value, ()))


def filters_of(predicates: tuple[Expression, ...], build: _Build) -> list[Filter]:
    """The filters of a step; an `and` of comparisons becomes one after the other."""
    return [Filter(each, build) for predicate in predicates for each in _conjuncts(predicate)]


def _conjuncts(predicate: Expression) -> Iterator[Expression]:
    if not isinstance(predicate, Binary) or predicate.operator != "and":
        yield predicate
        return
    sides = [*_conjuncts(predicate.left), *_conjuncts(predicate.right)]
    apart = all(isinstance(each, Binary) and each.operator in _COMPARISONS for each in sides)
    # Each filter renumbers what the one before it kept, so a position must stay in one piece.
    if apart and not any(_has_position(each) for each in sides):
        yield from sides
    else:
        yield predicate


def _has_position(expression: Expression) -> bool:
    return any(
        isinstance(part, Call) and part.name in ("position", "last") for part in parts(expression)
    )


def _stays(value: Value, position: int) -> bool:
    if isinstance(value, float):
        return value == position
    return boolean(value)


def _lookup(expression: Expression, build: _Build) -> tuple[str, _Run | None]:
    if isinstance(expression, Binary) and expression.operator == "=":
        for column, sought in (
            (expression.left, expression.right),
            (expression.right, expression.left),
        ):
            if (name := _column(column)) and _independent(sought):
                return name, build(sought)
    return "", None


def _column(expression: Expression) -> str:
    match expression:
        case Path(False, None, (Step("child", name, ()),)) if name != ANY:
            return name
    return ""


def _independent(expression: Expression) -> bool:
    """Whether the value is the same for every node that is filtered."""
    for part in parts(expression):
        if isinstance(part, Call) and part.name in _OF_THE_CONTEXT:
            return False
        if isinstance(part, Path) and not part.absolute and part.start is None:
            return False
    return True
