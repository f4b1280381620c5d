"""The parts of an expression."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Choice

Axis = Choice["child", "self", "parent", "attribute", "descendant-or-self"]
ANY = "*"


@dataclass(frozen=True, slots=True)
class Literal:
    """A string in quotes, or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; the name is without prefix, `*` for any."""

    axis: Axis
    name: str
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (`absolute`), from an expression (`start`), or from the context node.

    `predicates` filter the start itself: `(expression)[1]/name`.
    """

    absolute: bool
    start: "Expression | None"
    steps: tuple[Step, ...]
    predicates: tuple["Expression", ...] = ()


Expression = Literal | Binary | Negation | Call | Path


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, predicates included; no order is promised."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(_inside(part))


def _inside(part: Expression) -> Iterator[Expression]:
    match part:
        case Binary(_, left, right):
            yield from (left, right)
        case Negation(operand):
            yield operand
        case Call(_, arguments):
            yield from arguments
        case Path(_, start, steps, predicates):
            if start is not None:
                yield start
            yield from predicates
            for step in steps:
                yield from step.predicates
