"""The four kinds of value and how one becomes another (XPath 1.0, 3.2 to 4.4; ODK `number`).

A node-set of one node counts as that node's value, an empty one as the empty string: so ODK's
engine on phones reads a question without an answer, and one that is not relevant.
"""

import re
from decimal import Decimal
from math import inf, isinf, isnan, nan

from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.dates import days_of

Value = str | float | bool | list[Node]
Scalar = str | float | bool

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_SAME = 1e-12  # two numbers closer than this are equal, as on phones
_WHOLE_BELOW = 1e17


def scalar(value: Value) -> Scalar:
    """The first node's value for a node-set; anything else as it is."""
    if isinstance(value, list):
        return value[0].scalar() if value else ""
    return value


def string(value: Value) -> str:
    """As `string()`: numbers without exponent, whole ones without a point."""
    if isinstance(value, list):
        return value[0].text() if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _digits(value)


def decimal(figure: float) -> str:
    """As a question for decimals keeps it, with its point (XML Schema 2, 3.2.3.2): 30.0."""
    text = _digits(figure)
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def _digits(number: float) -> str:
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < _WHOLE_BELOW:
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def number(value: Value) -> float:
    """As `number()`; a date becomes its days since 1970-01-01 (ODK), other words NaN."""
    if isinstance(value, list):
        value = value[0].scalar() if value else ""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    days = days_of(text)
    return nan if days is None else days


def boolean(value: Value) -> bool:
    """As `boolean()`: a node-set of one node counts as its value."""
    if isinstance(value, list):
        if len(value) != 1:
            return bool(value)
        value = value[0].scalar()
    if isinstance(value, float):
        return abs(value) > _SAME and not isnan(value)
    return bool(value)


def whole(value: Value) -> int:
    """A number cut to its whole part; 0 for what is none."""
    cut = number(value)
    return 0 if isnan(cut) or cut in (inf, -inf) else int(cut)


def equal(left: Value, right: Value) -> bool:
    """`=`: for a node-set, whether any node fits (XPath 1.0, 3.4)."""
    return any(_same(one, other) for one in _each(left) for other in _each(right))


def unequal(left: Value, right: Value) -> bool:
    """`!=`: for a node-set, whether any node differs."""
    return any(not _same(one, other) for one in _each(left) for other in _each(right))


def _each(value: Value) -> list[Scalar]:
    if isinstance(value, list):
        return [node.text() for node in value] or [""]
    return [value]


def _same(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        one, other = number(left), number(right)
        return one == other or abs(one - other) < _SAME
    return left == right
