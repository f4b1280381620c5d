"""Functions on strings."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence

from moeli.standards.xforms.limits import LONGEST_ANSWER
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.functions.catalogue import MANY, function
from moeli.standards.xforms.xpath.functions.patterns import matches
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, string, whole

_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def texts(values: Sequence[Value]) -> Iterator[str]:
    """Each value as a string; a node-set gives all its nodes."""
    for value in values:
        if isinstance(value, list):
            yield from (node.text() for node in value)
        else:
            yield string(value)


def _capped(scope: Scope, text: str) -> str:
    scope.spend(len(text) // 16)
    if len(text) > LONGEST_ANSWER * 10:
        raise XPathError("text_too_long", most=LONGEST_ANSWER * 10)
    return text


@function("concat", 1, MANY)
def _concat(scope: Scope, values: Sequence[Value]) -> Value:
    return _capped(scope, "".join(texts(values)))


@function("join", 2, MANY)
def _join(scope: Scope, values: Sequence[Value]) -> Value:
    return _capped(scope, string(values[0]).join(texts(values[1:])))


@function("substr", 2, 3)
def _substr(_: Scope, values: Sequence[Value]) -> Value:
    text = string(values[0])
    start = _edge(whole(values[1]), len(text))
    end = _edge(whole(values[2]), len(text)) if len(values) > 2 else len(text)
    return text[start:end]


def _edge(at: int, length: int) -> int:
    return min(max(0, at + length if at < 0 else at), length)


@function("substring-before", 2)
def _substring_before(_: Scope, values: Sequence[Value]) -> Value:
    text, sought = string(values[0]), string(values[1])
    return text[: text.index(sought)] if sought in text else ""


@function("substring-after", 2)
def _substring_after(_: Scope, values: Sequence[Value]) -> Value:
    text, sought = string(values[0]), string(values[1])
    return text[text.index(sought) + len(sought) :] if sought in text else ""


@function("translate", 3)
def _translate(_: Scope, values: Sequence[Value]) -> Value:
    text, old, new = (string(value) for value in values)
    table: dict[int, str | None] = {}
    for at, letter in enumerate(old):
        table.setdefault(ord(letter), new[at] if at < len(new) else None)
    return text.translate(table)


@function("translate/1", 1)
def _in_language(scope: Scope, values: Sequence[Value]) -> Value:
    """Of cells that differ by `lang` the one in the language of the run, else the plain one."""
    cells = values[0] if isinstance(values[0], list) else []
    for wanted in (scope.world.speaks, lambda language: not language):
        for cell in cells:
            if wanted(cell.attributes.get("lang", "")):
                return cell.text()
    return string(values[0])


@function("string-length", 0, 1)
def _string_length(scope: Scope, values: Sequence[Value]) -> Value:
    return float(len(string(values[0]) if values else _own(scope)))


@function("normalize-space", 0, 1)
def _normalize_space(scope: Scope, values: Sequence[Value]) -> Value:
    return " ".join((string(values[0]) if values else _own(scope)).split())


def _own(scope: Scope) -> str:
    nodes: list[Node] = [scope.node] if scope.node.relevant else []
    return string(nodes)


@function("contains", 2)
def _contains(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[1]) in string(values[0])


@function("starts-with", 2)
def _starts_with(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[0]).startswith(string(values[1]))


@function("ends-with", 2)
def _ends_with(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[0]).endswith(string(values[1]))


@function("regex", 2)
def _regex(scope: Scope, values: Sequence[Value]) -> Value:
    scope.spend(100)
    return matches(string(values[0]), string(values[1]))


@function("uuid", 0, 1)
def _uuid(scope: Scope, values: Sequence[Value]) -> Value:
    if not values:
        return scope.world.uuid()
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    length = min(max(whole(values[0]), 0), 64)
    return "".join(letters[int(scope.world.random() * len(letters))] for _ in range(length))


@function("digest", 2, 3)
def _digest(_: Scope, values: Sequence[Value]) -> Value:
    algorithm = _ALGORITHMS.get(string(values[1]))
    encoding = string(values[2]) if len(values) > 2 else "base64"
    if algorithm is None or encoding not in ("base64", "hex"):
        raise XPathError("digest_unknown", found=f"{string(values[1])}, {encoding}")
    # The author chooses; a digest in a form masks a number, it proves nothing.
    made = hashlib.new(algorithm, string(values[0]).encode(), usedforsecurity=False)
    return made.hexdigest() if encoding == "hex" else b64encode(made.digest()).decode()
