"""The table of functions: name, how many arguments, what it does."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.syntax import Call, Expression
from moeli.standards.xforms.xpath.values import Value

Run = Callable[[Scope], Value]
Build = Callable[[Expression], Run]
Plain = Callable[[Scope, Sequence[Value]], Value]
Special = Callable[[Call, Build], Run]

MANY = 200  # arguments; nobody writes more
GEOGRAPHIC = frozenset(("area", "distance", "enclosed-area", "geofence", "intersects"))


class Function(NamedTuple):
    """`fewest` to `most` arguments; a special function sees its arguments unevaluated."""

    fewest: int
    most: int
    plain: Plain | None = None
    special: Special | None = None


CATALOGUE: dict[str, Function] = {}


def function(name: str, fewest: int, most: int | None = None) -> Callable[[Plain], Plain]:
    """Enter a function whose arguments are evaluated first; `name/1` is another for one alone."""

    def enter(plain: Plain) -> Plain:
        CATALOGUE[name] = Function(fewest, fewest if most is None else most, plain=plain)
        return plain

    return enter


def special(name: str, fewest: int, most: int) -> Callable[[Special], Special]:
    """Enter a function that decides itself what to evaluate."""

    def enter(build: Special) -> Special:
        CATALOGUE[name] = Function(fewest, most, special=build)
        return build

    return enter


def known(call_: Call) -> Function:
    """The function that is called; XPathError for an unknown one or a wrong number of arguments."""
    found = CATALOGUE.get(f"{call_.name}/{len(call_.arguments)}") or CATALOGUE.get(call_.name)
    if call_.name in GEOGRAPHIC:
        raise XPathError("geographic_function", function=call_.name)
    if found is None:
        raise XPathError("unknown_function", function=call_.name)
    if not found.fewest <= len(call_.arguments) <= found.most:
        raise XPathError(
            "wrong_arguments",
            function=call_.name,
            given=len(call_.arguments),
            wanted=_wanted(found),
        )
    return found


def _wanted(found: Function) -> str:
    if found.fewest == found.most:
        return str(found.fewest)
    return f"{found.fewest}–{found.most}" if found.most < MANY else f"≥ {found.fewest}"


def call(call_: Call, build: Build) -> Run:
    """The closure of a call."""
    found = known(call_)
    if found.special:
        return found.special(call_, build)
    plain = found.plain
    assert plain is not None
    arguments = [build(argument) for argument in call_.arguments]
    if not arguments:
        return lambda scope: plain(scope, ())
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: plain(scope, (only(scope),))
    return lambda scope: plain(scope, [argument(scope) for argument in arguments])
