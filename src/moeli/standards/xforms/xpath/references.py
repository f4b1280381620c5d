"""Which nodes an expression reads, told from its text alone: what recalculation is ordered by."""

from collections.abc import Iterator, Mapping, Sequence

from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.syntax import (
    ANY,
    Binary,
    Call,
    Expression,
    Negation,
    Path,
    Step,
    parts,
)

Model = Mapping[Names, object]


def resolved(path: Path, near: Names) -> Names:
    """The generic path that a simple path names; XPathError for one that is not simple."""
    names: list[str] = [] if path.absolute else list(near)
    if path.start is not None and not _is_current(path.start):
        raise XPathError("not_a_path")
    for step in path.steps:
        if step.axis == "parent" and names:
            names.pop()
        elif step.axis == "child" and step.name != ANY:
            names.append(step.name)
        elif step.axis != "self":
            raise XPathError("not_a_path")
    return tuple(names)


def _is_current(start: Expression) -> bool:
    return isinstance(start, Call) and start.name == "current"


def references(expression: Expression, near: Names, model: Model) -> Iterator[tuple[str, Names]]:
    """(`read`, path) for each node of the model that is read, (`missing`, path) for others.

    `near` is the generic path of the node that the expression belongs to.
    """
    waiting: list[tuple[Expression, Names | None]] = [(expression, near)]
    while waiting:
        part, context = waiting.pop()
        if isinstance(part, Path):
            yield from _of_path(part, context, near, model, waiting)
        else:
            waiting.extend((inner, context) for inner in _operands(part))


def _operands(part: Expression) -> Sequence[Expression]:
    match part:
        case Binary(_, left, right):
            return (left, right)
        case Negation(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
    return ()


def _of_path(
    path: Path,
    context: Names | None,
    near: Names,
    model: Model,
    waiting: list[tuple[Expression, Names | None]],
) -> Iterator[tuple[str, Names]]:
    where: set[Names] | None
    if path.absolute:
        where = {()}
    elif path.start is not None:
        where = {near} if _is_current(path.start) else None
        waiting.append((path.start, context))
        waiting.extend((predicate, None) for predicate in path.predicates)
    else:
        where = None if context is None else {context}
    lost: Names | None = None
    for step in path.steps:
        if where is not None:
            where, lost = _stepped(where, step, model)
        at = next(iter(sorted(where))) if where else None
        waiting.extend((predicate, at) for predicate in step.predicates)
        if lost is not None:
            yield ("missing", lost)
            return
    yield from (("read", names) for names in where or () if names)


def _stepped(where: set[Names], step: Step, model: Model) -> tuple[set[Names], Names | None]:
    match step.axis:
        case "child" if step.name == ANY:
            found = {n for n in model if n[:-1] in where}
        case "child":
            found = {(*names, step.name) for names in where} & model.keys()
        case "parent":
            found = {names[:-1] for names in where if names}
        case "descendant-or-self":
            found = where | {n for n in model if any(n[: len(w)] == w for w in where)}
        case _:
            found = where
    if found or not where:
        return found, None
    return found, (*min(where), step.name)


def functions_called(expression: Expression) -> Iterator[Call]:
    """Every call inside."""
    return (part for part in parts(expression) if isinstance(part, Call))
