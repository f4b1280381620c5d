"""Reading what a device sent: one JSON object in UTF-8, each name once, not too large or deep."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.http import HttpRequest

from moeli.platform.errors import MoeliError
from moeli.platform.machine.errors import DoorError

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii"})


def read(request: HttpRequest, most: int) -> object:
    """The object in the body; None for a method that has none.

    Raises MoeliError `too_large`, `wrong_type`, `wrong_encoding` or `malformed`.
    """
    if request.method not in _WITH_BODY:
        return None
    if _length(request) > most:
        raise MoeliError(DoorError.TOO_LARGE, most=most)
    if request.content_type != "application/json":
        raise MoeliError(DoorError.WRONG_TYPE)
    if (request.content_params or {}).get("charset", "").lower() not in _UTF8:
        raise MoeliError(DoorError.WRONG_ENCODING)
    return _object(_text(request.body))


def _length(request: HttpRequest) -> int:
    """As the request says; servers hand us no more than that."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MoeliError(DoorError.WRONG_ENCODING) from error


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_constant)
        json.dumps(read, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise MoeliError(DoorError.MALFORMED) from error
    if not isinstance(read, dict):
        raise MoeliError(DoorError.MALFORMED)
    return read


def _each_once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice")
    return read


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
