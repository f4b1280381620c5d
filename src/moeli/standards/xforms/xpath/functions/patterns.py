"""Regular expressions of authors: whole matches, none of which can hold up everybody for hours."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from moeli.standards.xforms.limits import LONGEST_MATCHED
from moeli.standards.xforms.xpath.errors import XPathError

_JAVA_CLASSES = {
    r"\p{L}": r"[^\W\d_]",
    r"\p{IsAlphabetic}": r"[^\W\d_]",
    r"\p{Alpha}": "[A-Za-z]",
    r"\p{Lower}": "[a-z]",
    r"\p{Upper}": "[A-Z]",
    r"\p{Digit}": "[0-9]",
    r"\p{Alnum}": "[A-Za-z0-9]",
    r"\p{Punct}": r"[!-/:-@\[-`{-~]",
}
_MOST_ATTEMPTS = 10_000_000  # about a second of matching
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_grammar = import_module("re._parser")


class _Pattern(NamedTuple):
    compiled: re.Pattern[str]
    longest: int  # characters that it may look at


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text fits; XPathError for a pattern that is none, or too costly."""
    compiled, longest = _compiled(pattern)
    if len(text) > longest:
        raise XPathError("text_too_long", most=longest)
    return compiled.fullmatch(text) is not None


def check(pattern: str) -> None:
    """XPathError for a pattern that is none, or too costly."""
    _compiled(pattern)


@lru_cache(maxsize=2_000)
def _compiled(pattern: str) -> _Pattern:
    for java, python in _JAVA_CLASSES.items():
        pattern = pattern.replace(java, python)
    try:
        compiled = re.compile(pattern)
        tree = _grammar.parse(pattern)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        raise XPathError("pattern_broken", pattern=pattern, why=error) from error
    longest = _longest(tree)
    if not all(_is_rigid(part) for part in _repeated(tree)) or longest < 1:
        raise XPathError("pattern_costly", pattern=pattern)
    return _Pattern(compiled, min(LONGEST_MATCHED, longest))


def _longest(tree: Any) -> int:  # noqa: ANN401 -- a parse tree of re
    """Characters at which trying every way to share them out among repetitions stays cheap."""
    ways, unbounded = 1, 0
    for fewest, most, _ in _repeats(tree):
        if most > LONGEST_MATCHED:
            unbounded += 1
        else:
            ways = min(ways * (most - fewest + 1), _MOST_ATTEMPTS + 1)
    return int((_MOST_ATTEMPTS // ways) ** (1 / max(unbounded, 1)))


def _repeated(tree: Any) -> Iterator[Any]:  # noqa: ANN401
    """The body of every repetition that has more than one round."""
    return (part for _, most, part in _repeats(tree) if most > 1)


def _is_rigid(part: Any) -> bool:  # noqa: ANN401
    """Whether a text can be cut into rounds in one way only: else a match can take years."""
    narrowest, widest = part.getwidth()
    return (narrowest == widest and not _branches(part)) or _is_marked(part)


def _branches(part: Any) -> bool:  # noqa: ANN401
    return any(
        str(operator) == "BRANCH" or any(map(_branches, _within(str(operator), argument)))
        for operator, argument in part
    )


def _is_marked(part: Any) -> bool:  # noqa: ANN401
    """Whether each round begins or ends with a letter that the rest of it cannot be: `( x+)*`."""
    items = list(_unwrapped(part))
    if _branches(part):
        return False
    for mark, rest in ((items[:1], items[1:]), (items[-1:], items[:-1])):
        if mark and str(mark[0][0]) == "LITERAL":
            letter = chr(mark[0][1])
            if not any(_may_be(item, letter) for item in rest):
                return True
    return False


def _unwrapped(part: Any) -> Iterator[Any]:  # noqa: ANN401
    items = list(part)
    if len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        yield from _unwrapped(items[0][1][3])
    else:
        yield from items


def _may_be(item: Any, letter: str) -> bool:  # noqa: ANN401
    operator, argument = str(item[0]), item[1]
    if operator == "LITERAL":
        return chr(argument) == letter
    if operator in _REPEATS:
        return any(_may_be(inner, letter) for inner in argument[2])
    if operator == "SUBPATTERN":
        return any(_may_be(inner, letter) for inner in argument[3])
    if operator == "IN":
        return _in_class(argument, letter)
    return True


def _in_class(members: Any, letter: str) -> bool:  # noqa: ANN401
    for operator, argument in members:
        if str(operator) not in ("LITERAL", "RANGE"):
            return True
        low, high = argument if str(operator) == "RANGE" else (argument, argument)
        if low <= ord(letter) <= high:
            return True
    return False


def _repeats(tree: Any) -> Iterator[tuple[int, int, Any]]:  # noqa: ANN401
    """(Fewest rounds, most rounds, body) of every repetition, at any depth."""
    for operator, argument in tree:
        if str(operator) in _REPEATS:
            fewest, most, part = argument
            yield int(fewest), int(most), part
            yield from _repeats(part)
        else:
            for part in _within(str(operator), argument):
                yield from _repeats(part)


def _within(operator: str, argument: Any) -> list[Any]:  # noqa: ANN401
    match operator:
        case "SUBPATTERN":
            return [argument[3]]
        case "BRANCH":
            return list(argument[1])
        case "ASSERT" | "ASSERT_NOT":
            return [argument[1]]
        case "ATOMIC_GROUP":
            return [argument]
    return []
