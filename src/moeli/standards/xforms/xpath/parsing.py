"""Text to syntax: XPath 1.0 by precedence climbing, with the axes that ODK forms may use."""

import re
from functools import lru_cache

from moeli.standards.xforms.limits import DEEPEST_EXPRESSION, LONGEST_EXPRESSION
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.syntax import (
    ANY,
    Axis,
    Binary,
    Call,
    Expression,
    Literal,
    Negation,
    Path,
    Step,
)
from moeli.standards.xforms.xpath.tokens import Token, tokens

_STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNION = 8
_AXES: dict[str, Axis] = {
    "child": "child",
    "self": "self",
    "parent": "parent",
    "attribute": "attribute",
    "descendant-or-self": "descendant-or-self",
}
_PLACE = re.compile(r"(?:/[A-Za-z_][\w.-]*)+", re.ASCII)
_LABEL = re.compile(r"jr:itext\('([^']*)'\)")
_ANYWHERE = Step("descendant-or-self", ANY)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Expression:
    """The syntax of an expression; XPathError says what is wrong with it."""
    return _short(text) or _Parser(text).whole()


def _short(text: str) -> Expression | None:
    """The two kinds that forms have thousands of, without a parser: /data/name, and a label."""
    if len(text) > LONGEST_EXPRESSION:
        return None
    if _PLACE.fullmatch(text):
        return Path(True, None, tuple(Step("child", name) for name in text[1:].split("/")))
    if label := _LABEL.fullmatch(text):
        return Call("jr:itext", (Literal(label[1]),))
    return None


class _Parser:
    def __init__(self, text: str) -> None:
        self._words = list(tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        if self._next.kind == "end":
            raise XPathError("expression_empty")
        expression = self._expression(1)
        if self._next.kind != "end":
            raise self._unexpected()
        return expression

    @property
    def _next(self) -> Token:
        return self._words[self._at]

    def _take(self) -> Token:
        token = self._words[self._at]
        self._at += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._next.kind in ("symbol", "operator") and self._next.text in texts

    def _take_if(self, text: str) -> bool:
        if not self._is(text):
            return False
        self._at += 1
        return True

    def _want(self, text: str) -> None:
        if not self._take_if(text):
            raise self._unexpected()

    def _unexpected(self) -> XPathError:
        if self._next.kind == "end":
            return XPathError("expression_incomplete")
        return XPathError("not_an_expression", found=self._next.text)

    def _expression(self, strength: int) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST_EXPRESSION:
            raise XPathError("expression_too_deep", most=DEEPEST_EXPRESSION)
        left = self._unary()
        while (word := self._operator()) and _STRENGTH[word] >= strength:
            self._take()
            left = Binary(word, left, self._expression(_STRENGTH[word] + 1))
        self._depth -= 1
        return left

    def _operator(self) -> str | None:
        token = self._next
        known = token.kind in ("symbol", "operator") and token.text in _STRENGTH
        return token.text if known else None

    def _unary(self) -> Expression:
        signs = 0
        while self._take_if("-"):
            signs += 1
        if not signs:
            return self._path()
        operand = self._expression(_UNION)
        return Negation(operand) if signs % 2 else Negation(Negation(operand))

    def _path(self) -> Expression:
        if self._is("/", "//"):
            return self._absolute()
        if self._starts_step():
            return Path(absolute=False, start=None, steps=self._steps())
        start = self._primary()
        predicates = self._predicates()
        steps: tuple[Step, ...] = ()
        if self._take_if("/"):
            steps = self._steps()
        elif self._take_if("//"):
            steps = (_ANYWHERE, *self._steps())
        if not predicates and not steps:
            return start
        return Path(absolute=False, start=start, steps=steps, predicates=predicates)

    def _absolute(self) -> Expression:
        if self._take().text == "//":
            return Path(absolute=True, start=None, steps=(_ANYWHERE, *self._steps()))
        steps = self._steps() if self._starts_step() else ()
        return Path(absolute=True, start=None, steps=steps)

    def _starts_step(self) -> bool:
        if self._is(".", "..", "@", "*"):
            return True
        if self._next.kind != "name":
            return False
        after = self._words[self._at + 1]
        return after.text != "(" or self._next.text in ("node", "text")

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._is("/", "//"):
            if self._take().text == "//":
                steps.append(_ANYWHERE)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._take_if("."):
            return Step("self", ANY, self._predicates())
        if self._take_if(".."):
            return Step("parent", ANY, self._predicates())
        axis: Axis = "attribute" if self._take_if("@") else "child"
        if self._next.kind == "name" and self._words[self._at + 1].text == "::":
            named = self._take().text
            self._take()
            if named not in _AXES:
                raise XPathError("axis_unknown", axis=named)
            axis = _AXES[named]
        return Step(axis, self._name_test(), self._predicates())

    def _name_test(self) -> str:
        if self._take_if("*"):
            return ANY
        if self._next.kind != "name":
            raise self._unexpected()
        name = self._take().text
        if self._take_if("("):
            self._want(")")
            return ANY
        return name.rpartition(":")[2]

    def _predicates(self) -> tuple[Expression, ...]:
        found = []
        while self._take_if("["):
            found.append(self._expression(1))
            self._want("]")
        return tuple(found)

    def _primary(self) -> Expression:
        if self._take_if("("):
            inside = self._expression(1)
            self._want(")")
            return inside
        token = self._next
        if token.kind == "number":
            return Literal(float(self._take().text))
        if token.kind == "string":
            return Literal(self._take().text[1:-1])
        if token.kind == "name":
            return self._call()
        raise self._unexpected()

    def _call(self) -> Expression:
        name = self._take().text
        self._want("(")
        arguments = []
        if not self._is(")"):
            arguments.append(self._expression(1))
            while self._take_if(","):
                arguments.append(self._expression(1))
        self._want(")")
        return Call(name, tuple(arguments))
