"""Syntax to closures: an expression is walked once, at load, and then only called."""

from collections.abc import Callable
from functools import lru_cache
from math import fmod, inf, nan

from moeli.standards.xforms.xpath import functions
from moeli.standards.xforms.xpath.parsing import parse
from moeli.standards.xforms.xpath.paths import path_evaluator
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import Binary, Call, Expression, Literal, Negation, Path
from moeli.standards.xforms.xpath.values import Value, boolean, equal, number, unequal

Compiled = Callable[[Scope], Value]
_Operation = Callable[[Value, Value], Value]


@lru_cache(maxsize=20_000)
def compiled(text: str) -> Compiled:
    """The expression as a function of its scope; XPathError for what cannot be read or called."""
    return built(parse(text))


def built(expression: Expression) -> Compiled:
    """The closure of a parsed expression."""
    match expression:
        case Literal(value):
            return lambda _: value
        case Negation(operand):
            inner = built(operand)
            return lambda scope: -number(inner(scope))
        case Binary("and" | "or"):
            return _logic(expression)
        case Binary():
            return _operation(expression)
        case Call():
            return functions.call(expression, built)
        case Path():
            return path_evaluator(expression, built)


def _chain(expression: Binary, operators: frozenset[str]) -> list[tuple[str, Expression]]:
    """The operands of a left-leaning chain: long sums must not nest closures."""
    links: list[tuple[str, Expression]] = []
    part: Expression = expression
    while isinstance(part, Binary) and part.operator in operators:
        links.append((part.operator, part.right))
        part = part.left
    links.append(("", part))
    return links[::-1]


def _logic(expression: Binary) -> Compiled:
    links = _chain(expression, frozenset((expression.operator,)))
    operands = [built(operand) for _, operand in links]
    if expression.operator == "and":
        return lambda scope: all(boolean(operand(scope)) for operand in operands)
    return lambda scope: any(boolean(operand(scope)) for operand in operands)


def _operation(expression: Binary) -> Compiled:
    links = _chain(expression, _LEVELS[expression.operator])
    if len(links) == len(("one", "other")):
        apply = _OPERATIONS[links[1][0]]
        left, right = built(links[0][1]), built(links[1][1])
        return lambda scope: apply(left(scope), right(scope))
    first = built(links[0][1])
    rest = [(_OPERATIONS[operator], built(operand)) for operator, operand in links[1:]]

    def run(scope: Scope) -> Value:
        value = first(scope)
        for apply, operand in rest:
            value = apply(value, operand(scope))
        return value

    return run


def _divided(left: Value, right: Value) -> float:
    above, below = number(left), number(right)
    if below:
        return above / below
    return nan if not above or above != above else (inf if above > 0 else -inf)


def _remainder(left: Value, right: Value) -> float:
    above, below = number(left), number(right)
    return fmod(above, below) if below and abs(above) != inf else nan


def _union(left: Value, right: Value) -> Value:
    if not isinstance(left, list) or not isinstance(right, list):
        return []
    seen = {id(node) for node in left}
    return [*left, *(node for node in right if id(node) not in seen)]


_OPERATIONS: dict[str, _Operation] = {
    "=": equal,
    "!=": unequal,
    "<": lambda left, right: number(left) < number(right),
    "<=": lambda left, right: number(left) <= number(right),
    ">": lambda left, right: number(left) > number(right),
    ">=": lambda left, right: number(left) >= number(right),
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "div": _divided,
    "mod": _remainder,
    "|": _union,
}
_LEVELS = {
    operator: frozenset(level)
    for level in (("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"), ("|",))
    for operator in level
}
