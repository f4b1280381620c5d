"""Functions that make one kind of value from another."""

from base64 import b64decode
from collections.abc import Sequence

from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.functions.catalogue import function
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, boolean, number, string


@function("string", 1)
def _string(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[0])


@function("number", 1)
def _number(_: Scope, values: Sequence[Value]) -> Value:
    return number(values[0])


@function("boolean", 1)
def _boolean(_: Scope, values: Sequence[Value]) -> Value:
    return boolean(values[0])


@function("boolean-from-string", 1)
def _boolean_from_string(_: Scope, values: Sequence[Value]) -> Value:
    return string(values[0]).lower() in ("true", "1")


@function("base64-decode", 1)
def _base64_decode(_: Scope, values: Sequence[Value]) -> Value:
    try:
        return b64decode(string(values[0]), validate=True).decode()
    except ValueError as error:
        raise XPathError("not_base64") from error
