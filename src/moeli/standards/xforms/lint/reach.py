"""Conditions that can never hold, told without running the form."""

from collections.abc import Iterator

from moeli.standards.xforms.form import Form, elements
from moeli.standards.xforms.lint.offered import Offered
from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.tree import Names
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.references import resolved
from moeli.standards.xforms.xpath.syntax import Binary, Call, Expression, Literal, Path

_Truth = bool | None


class Reach:
    """Three-valued: a condition holds always (True), never (False), or it depends (None)."""

    def __init__(self, form: Form, offered: Offered) -> None:
        self._form = form
        self._offered = offered
        self._never: set[Names] = set()

    def problems(self) -> Iterator[Problem]:
        """Each outermost part of the form that nobody will ever see."""
        self._spread()
        shown = [element.path for element in elements(self._form.body)]
        for path in dict.fromkeys(shown):
            outer = any(path[:end] in self._never for end in range(1, len(path)))
            if path in self._never and not outer:
                yield Problem("unreachable", "/" + "/".join(path), "relevant")

    def _spread(self) -> None:
        before = -1
        while len(self._never) != before:
            before = len(self._never)
            for path, bind in self._form.binds.items():
                if bind.relevant and self._truth(bind.relevant.syntax, path) is False:
                    self._never.add(path)

    def _is_never(self, path: Names) -> bool:
        return any(path[:end] in self._never for end in range(1, len(path) + 1))

    def _truth(self, part: Expression, near: Names) -> _Truth:
        match part:
            case Literal(value):
                return bool(value)
            case Call("true" | "false" as name, ()):
                return name == "true"
            case Call("not", (inner,)):
                inside = self._truth(inner, near)
                return None if inside is None else not inside
            case Call("boolean", (inner,)):
                return self._truth(inner, near)
            case Call("selected", (asked, Literal(str(value)))):
                return self._can_be(asked, value, near)
            case Binary("and", left, right):
                return self._both(left, right, near)
            case Binary("or", left, right):
                truths = (self._truth(left, near), self._truth(right, near))
                return True if True in truths else None if None in truths else False
            case Binary(operator, Literal(one), Literal(other)):
                return _compared(operator, one, other)
            case Binary("=", asked, Literal(str(value))) | Binary("=", Literal(str(value)), asked):
                return self._can_be(asked, value, near)
        return None

    def _both(self, left: Expression, right: Expression, near: Names) -> _Truth:
        truths = (self._truth(left, near), self._truth(right, near))
        if False in truths or self._contradict(Binary("and", left, right), near):
            return False
        return None if None in truths else True

    def _can_be(self, asked: Expression, value: str, near: Names) -> _Truth:
        path = self._path(asked, near)
        if path is None or not value:
            return None
        offered = self._offered.get(path)
        return False if self._is_never(path) or (offered and value not in offered) else None

    def _contradict(self, whole: Expression, near: Names) -> bool:
        """Whether one answer would have to be two things at once."""
        wanted: dict[Names, str] = {}
        for asked, value in _equalities(whole):
            path = self._path(asked, near)
            if path is not None and wanted.setdefault(path, value) != value:
                return True
        return False

    def _path(self, part: Expression, near: Names) -> Names | None:
        try:
            return resolved(part, near) if isinstance(part, Path) else None
        except XPathError:
            return None


def _equalities(part: Expression) -> Iterator[tuple[Expression, str]]:
    match part:
        case Binary("and", left, right):
            yield from _equalities(left)
            yield from _equalities(right)
        case Binary("=", asked, Literal(str(value))) | Binary("=", Literal(str(value)), asked):
            yield asked, value


def _compared(operator: str, one: str | float, other: str | float) -> _Truth:
    if isinstance(one, float) and isinstance(other, float):
        truths = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
        if operator in truths:
            return truths[operator]
    if type(one) is type(other) and operator in ("=", "!="):
        return (one == other) == (operator == "=")
    return None
