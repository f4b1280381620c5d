"""Functions on answers of selects: names with spaces between them."""

from collections.abc import Sequence

from moeli.standards.xforms.xpath.functions.catalogue import function
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, string, whole


@function("selected", 2)
@function("is-selected", 2)
def _selected(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[1]).strip() in string(values[0]).split(" ")


@function("selected-at", 2)
def _selected_at(_: Scope, values: Sequence[Value]) -> Value:
    words, at = string(values[0]).split(), whole(values[1])
    return words[at] if 0 <= at < len(words) else ""


@function("count-selected", 1)
def _count_selected(_: Scope, values: Sequence[Value]) -> Value:
    return float(len(string(values[0]).split()))


@function("jr:choice-name", 2)
def _choice_name(scope: Scope, values: Sequence[Value]) -> Value:
    scope.spend(10)
    return scope.world.choice_label(string(values[0]), string(values[1]).strip(), scope.anchor)


@function("jr:itext", 1)
def _itext(scope: Scope, values: Sequence[Value]) -> Value:
    return scope.world.translated(string(values[0]))


@function("version", 0)
def _version(scope: Scope, _: Sequence[Value]) -> Value:
    return scope.world.version()


@function("property", 1)
def _property(scope: Scope, values: Sequence[Value]) -> Value:
    return scope.world.property_of(string(values[0]))
