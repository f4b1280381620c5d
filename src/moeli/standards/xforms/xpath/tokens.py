"""Words of an expression (XPath 1.0, 3.7), with the rule that tells an operator from a name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moeli.standards.xforms.limits import LONGEST_EXPRESSION
from moeli.standards.xforms.xpath.errors import XPathError

_NAME = r"[^\W\d][\w.\-·]*"
_WORD = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    | (?P<symbol>//|::|\.\.|<=|>=|!=|[()\[\].,@/|+\-*=<>])
    )""",
    re.VERBOSE,
)
TYPOGRAPHIC = "‘’‚‛“”„‟′″«»"
_OPERATORS = ("and", "or", "div", "mod")
_BEFORE_OPERAND = ("@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">")
_EXPECTS_OPERAND = frozenset((*_BEFORE_OPERAND, ">="))


class Token(NamedTuple):
    """`kind` is number, string, name, symbol, operator or end; `at` the offset in the text."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """The words of an expression; XPathError where it cannot be one."""
    if len(text) > LONGEST_EXPRESSION:
        raise XPathError("expression_too_long", most=LONGEST_EXPRESSION)
    at, end, before = 0, len(text.rstrip()), None
    while at < end:
        found = _WORD.match(text, at)
        if not found or not found.lastgroup:
            raise _unreadable(text, at)
        token = _token(found.lastgroup, found, before)
        yield token
        at, before = found.end(), token
    yield Token("end", "", end)


def _token(kind: str, found: re.Match[str], before: Token | None) -> Token:
    word, at = found[kind], found.start(kind)
    operand_before = before is not None and not _wants_operand(before)
    if operand_before and (word == "*" or (kind == "name" and word in _OPERATORS)):
        return Token("operator", word, at)
    return Token(kind, word, at)


def _wants_operand(token: Token) -> bool:
    return token.kind == "operator" or (token.kind == "symbol" and token.text in _EXPECTS_OPERAND)


def _unreadable(text: str, at: int) -> XPathError:
    rest = text[at:].lstrip()
    if rest[:1] and rest[0] in TYPOGRAPHIC:
        return XPathError("typographic_quotes", found=rest[0])
    if rest[:1] in ("'", '"'):
        return XPathError("quote_not_closed", found=rest[:30])
    return XPathError("not_an_expression", found=rest[:30])
