"""Functions on numbers. What is no number gives NaN; nothing here raises."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

from moeli.standards.xforms.xpath.functions.catalogue import MANY, function
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, number, string, whole

_FINEST = 30  # decimals; beyond them `round` gives NaN, as on phones


def numbers(values: Sequence[Value]) -> list[float]:
    """Each value as a number, node-sets opened, what is none left out."""
    return [found for found in map(number, _opened(values)) if not math.isnan(found)]


def _opened(values: Sequence[Value]) -> list[Value]:
    opened: list[Value] = []
    for value in values:
        opened.extend([[node] for node in value] if isinstance(value, list) else [value])
    return opened


def _of_one(name: str, does: Callable[[float], float]) -> None:
    @function(name, 1)
    def run(_: Scope, values: Sequence[Value]) -> Value:
        return _safely(does, number(values[0]))


def _safely(does: Callable[..., float], *operands: float | list[float]) -> float:
    try:
        return float(does(*operands))
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf


def _log(operand: float) -> float:
    return math.log(operand) if operand else -math.inf


def _log10(operand: float) -> float:
    return math.log10(operand) if operand else -math.inf


def _cut(operand: float) -> float:
    return operand if math.isinf(operand) else math.trunc(operand)


for _name, _does in (
    ("abs", abs),
    ("int", _cut),
    ("sqrt", math.sqrt),
    ("exp", math.exp),
    ("exp10", lambda operand: 10.0**operand),
    ("log", _log),
    ("log10", _log10),
    ("sin", math.sin),
    ("cos", math.cos),
    ("tan", math.tan),
    ("asin", math.asin),
    ("acos", math.acos),
    ("atan", math.atan),
):
    _of_one(_name, _does)


@function("atan2", 2)
def _atan2(_: Scope, values: Sequence[Value]) -> Value:
    return _safely(math.atan2, number(values[0]), number(values[1]))


@function("pow", 2)
def _pow(_: Scope, values: Sequence[Value]) -> Value:
    return _safely(math.pow, number(values[0]), number(values[1]))


@function("pi", 0)
def _pi(_: Scope, __: Sequence[Value]) -> Value:
    return math.pi


@function("random", 0)
def _random(scope: Scope, _: Sequence[Value]) -> Value:
    return scope.world.random()


@function("round", 1, 2)
def _round(_: Scope, values: Sequence[Value]) -> Value:
    operand = number(values[0])
    decimals = whole(values[1]) if len(values) > 1 else 0
    if not math.isfinite(operand):
        return operand
    if abs(decimals) > _FINEST:
        return math.nan
    upwards = ROUND_HALF_DOWN if operand < 0 else ROUND_HALF_UP
    try:
        return float(Decimal(repr(operand)).quantize(Decimal(1).scaleb(-decimals), upwards))
    except InvalidOperation:
        return operand


@function("sum", 1)
def _sum(_: Scope, values: Sequence[Value]) -> Value:
    """A blank is passed over, as ODK does on purpose; a word makes NaN (XPath 1.0, 4.4)."""
    figures = [number(each) for each in _opened(values) if string(each).strip()]
    return _safely(math.fsum, figures)


@function("max", 1, MANY)
def _max(_: Scope, values: Sequence[Value]) -> Value:
    return max(numbers(values), default=math.nan)


@function("min", 1, MANY)
def _min(_: Scope, values: Sequence[Value]) -> Value:
    return min(numbers(values), default=math.nan)
