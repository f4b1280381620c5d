"""Functions on node-sets: instances, positions, counts, order."""

from collections.abc import Sequence
from math import isnan

from moeli.standards.xforms.tree import Names, Node
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.functions.catalogue import Build, Run, function, special
from moeli.standards.xforms.xpath.references import resolved
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import Call, Path
from moeli.standards.xforms.xpath.values import Value, number, string, whole

_MODULUS, _MULTIPLIER = 2_147_483_647, 16_807  # Park and Miller's, as all ODK engines use it


@function("instance", 1)
def _instance(scope: Scope, values: Sequence[Value]) -> Value:
    return [scope.world.secondary(string(values[0]))]


@special("current", 0, 0)
def _current(_: Call, __: Build) -> Run:
    return lambda scope: [scope.current]


@function("position", 0, 1)
def _position(scope: Scope, values: Sequence[Value]) -> Value:
    if not values:
        at_predicate = scope.size > 1 or scope.node is not scope.current
        return float(scope.position if at_predicate else scope.node.position())
    nodes = _nodes(values[0], "position")
    return float(nodes[0].position()) if nodes else 0.0


@function("last", 0)
def _last(scope: Scope, _: Sequence[Value]) -> Value:
    return float(scope.size)


@function("count", 1)
def _count(_: Scope, values: Sequence[Value]) -> Value:
    return float(len(_nodes(values[0], "count")))


@function("count-non-empty", 1)
def _count_non_empty(_: Scope, values: Sequence[Value]) -> Value:
    nodes = _nodes(values[0], "count-non-empty")
    return float(sum(1 for node in nodes if node.value or node.children))


def _nodes(value: Value, name: str) -> list[Node]:
    if not isinstance(value, list):
        raise XPathError("not_nodes", function=name)
    return value


@function("randomize", 1, 2)
def _randomize(scope: Scope, values: Sequence[Value]) -> Value:
    nodes = _nodes(values[0], "randomize")
    draws = _Seeded(number(values[1])) if len(values) > 1 else scope.world
    shuffled: list[Node] = []
    for at, node in enumerate(nodes):
        drawn = int(draws.random() * (at + 1))
        shuffled.append(node)
        shuffled[at], shuffled[drawn] = shuffled[drawn], node
    return shuffled


class _Seeded:
    """The Lehmer generator that phones and browsers share, so that a seed gives one order."""

    def __init__(self, seed: float) -> None:
        self._seed = int(0 if isnan(seed) else seed) % _MODULUS or _MODULUS - 1

    def random(self) -> float:
        self._seed = self._seed * _MULTIPLIER % _MODULUS
        return (self._seed - 1) / (_MODULUS - 1)


@function("pulldata", 4)
def _pulldata(scope: Scope, values: Sequence[Value]) -> Value:
    name, wanted, column, sought = (string(value) for value in values)
    document = scope.world.secondary(name)
    for root in document.children:
        found = scope.world.index(root, "item", column).get(sought, ())
        if found:
            return list(found[0].kids.get(wanted, ()))
    return ""


@special("indexed-repeat", 3, 11)
def _indexed_repeat(call: Call, build: Build) -> Run:
    target, pairs = call.arguments[0], call.arguments[1:]
    groups = pairs[::2]
    if len(pairs) % 2 or not all(isinstance(each, Path) for each in (target, *groups)):
        raise XPathError(
            "wrong_arguments",
            function="indexed-repeat",
            given=len(call.arguments),
            wanted="3, 5, 7",
        )
    indexes = [build(index) for index in pairs[1::2]]

    def run(scope: Scope) -> Value:
        near = scope.current.path
        names = _named(target, near)
        wanted = {
            _named(group, near): max(whole(index(scope)), 1)
            for group, index in zip(groups, indexes, strict=True)
        }
        return _picked(names, wanted, scope)

    return run


def _named(path: object, near: Names) -> Names:
    assert isinstance(path, Path)
    return resolved(path, near)


def _picked(names: Names, wanted: dict[Names, int], scope: Scope) -> list[Node]:
    chain = scope.anchor.chain
    nodes = [scope.world.root]
    for depth in range(1, len(names)):
        nodes = [kid for node in nodes for kid in node.kids.get(names[depth], ())]
        index = wanted.get(names[: depth + 1])
        if index is not None:
            nodes = nodes[index - 1 : index]
        elif depth < len(chain) and chain[depth] in nodes:
            nodes = [chain[depth]]
    return [node for node in nodes if node.relevant]
