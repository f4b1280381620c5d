"""Functions that decide."""

from collections.abc import Sequence
from math import isnan

from moeli.standards.xforms.xpath.functions.catalogue import MANY, Build, Run, function, special
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import Call
from moeli.standards.xforms.xpath.values import Value, boolean, number, scalar, whole


@function("true", 0)
def _true(_: Scope, __: Sequence[Value]) -> Value:
    return True


@function("false", 0)
def _false(_: Scope, __: Sequence[Value]) -> Value:
    return False


@function("not", 1)
def _not(_: Scope, values: Sequence[Value]) -> Value:
    return not boolean(values[0])


@special("if", 3, 3)
def _if(call: Call, build: Build) -> Run:
    condition, then, otherwise = (build(argument) for argument in call.arguments)
    return lambda scope: then(scope) if boolean(condition(scope)) else otherwise(scope)


@special("coalesce", 2, 2)
def _coalesce(call: Call, build: Build) -> Run:
    first, second = (build(argument) for argument in call.arguments)

    def run(scope: Scope) -> Value:
        value = first(scope)
        return second(scope) if _empty(value) else value

    return run


def _empty(value: Value) -> bool:
    found = scalar(value)
    return found == "" or (isinstance(found, float) and isnan(found))


@special("once", 1, 1)
def _once(call: Call, build: Build) -> Run:
    inner = build(call.arguments[0])
    return lambda scope: scope.current.value or inner(scope)


@special("depend", 1, MANY)
def _depend(call: Call, build: Build) -> Run:
    return build(call.arguments[0])


def _factors(values: Sequence[Value]) -> list[Value]:
    if len(values) == 1 and isinstance(values[0], list):
        return [[node] for node in values[0]]
    return list(values)


@function("checklist", 2, MANY)
def _checklist(_: Scope, values: Sequence[Value]) -> Value:
    fewest, most = whole(values[0]), whole(values[1])
    count = sum(boolean(factor) for factor in _factors(values[2:]))
    return (fewest < 0 or count >= fewest) and (most < 0 or count <= most)


@function("weighted-checklist", 4, MANY)
def _weighted_checklist(_: Scope, values: Sequence[Value]) -> Value:
    pairs = zip(_factors(values[2::2]), _factors(values[3::2]), strict=False)
    total = sum(number(weight) for factor, weight in pairs if boolean(factor))
    return number(values[0]) <= total <= number(values[1])
