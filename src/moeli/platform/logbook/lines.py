"""How a log line is made: everything passes the allow-list, last before it is written.

Plain standard library: every process of the house loads this first, and a library for it was a
seventh of what it takes to start one.
"""

import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from moeli.platform.logbook.events import EVENTS, EVERYWHERE, LIBRARY, LOGGER, where

Event = Mapping[str, Any]

dropped: Counter[str] = Counter()
"""How much the allow-list dropped since the process began: by `event`, `key`, `value`, `line`."""

_WORD: Final = re.compile(r"[A-Za-z0-9_.:/+-]{0,120}")
_OURS: Final = "moeli."
_PAIR: Final = re.compile(r"(\w+)=(%[sd]|[\w.-]+)")
_KINDS = (int, float, bool)
_WIDE = 30  # characters of the event in a line for a reader's eyes
_request: ContextVar[str] = ContextVar("request", default="")


class DroppedError(Exception):
    """What is not registered leaves no line."""


class LinesHandler(logging.Handler):
    """Writes lines to `stream`, or to what standard error is by then; what is dropped leaves none.

    A line that cannot be written is counted: it is not worth a failed decision, and the report of
    the standard library would repeat what people typed.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, or nothing."""
        with suppress(DroppedError):
            self._write(self.format(record) + "\n")

    def _write(self, line: str) -> None:
        stream = self._stream or sys.stderr
        try:
            stream.write(line)
            stream.flush()
        except (OSError, ValueError):  # a full disk; a stream that was closed
            dropped["line"] += 1


class LinesFormatter(logging.Formatter):
    """A record as a line: what it says that we may repeat, through the allow-list, rendered."""

    def __init__(self, render: Callable[[Event], str]) -> None:
        super().__init__()
        self._render = render

    def format(self, record: logging.LogRecord) -> str:
        """The line. Raises DroppedError."""
        event = _particulars(record)
        if request := _request.get():
            event["request"] = request
        event["at"] = f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        return self._render(allow(event))


@contextmanager
def of_request(name: str) -> Iterator[None]:
    """Every line of the block carries the request's name."""
    before = _request.set(name)
    try:
        yield
    finally:
        _request.reset(before)


def json_lines() -> LinesFormatter:
    """One JSON object a line, for production."""
    return LinesFormatter(json.dumps)


def plain_lines() -> LinesFormatter:
    """The same for a reader's eyes."""
    return LinesFormatter(_plainly)


def allow(event: Event) -> Event:
    """Only registered events with registered keys and harmless values. Raises DroppedError."""
    keys = EVENTS.get(event["event"])
    if keys is None:
        dropped["event"] += 1
        raise DroppedError
    return {key: _value(value) for key, value in event.items() if _registered(key, keys)}


def _plainly(event: Event) -> str:
    first = f"{event['at']} [{event['level']:<8}] {event['event']:<{_WIDE}}"
    rest = (f"{key}={event[key]}" for key in sorted(event.keys() - {"at", "level", "event"}))
    return " ".join([first, *rest]).rstrip()


def _particulars(record: logging.LogRecord) -> dict[str, Any]:
    """What a record of the standard library says that we may repeat."""
    if record.name == LOGGER:
        return _told(record, record.msg, getattr(record, "particulars", {}))
    if record.name.startswith(_OURS):
        event = f"{record.name.removeprefix(_OURS)}.told"
        return _told(record, event, _pairs(record.msg, record.args or ()))
    return _told(record, LIBRARY, {"logger": record.name} | _failure(record))


def _pairs(template: object, arguments: Iterable[object]) -> dict[str, object]:
    """Of our own `event=%s job=%s` lines: each name with its argument."""
    given = iter(arguments)
    pairs = _PAIR.findall(str(template))
    values = {name: next(given, None) if word.startswith("%") else word for name, word in pairs}
    what = values.pop("event", None)
    return {"what": what, **{name: _plain(value) for name, value in values.items()}}


def _plain(value: object) -> object:
    return value if isinstance(value, _KINDS) else str(value)


def _told(record: logging.LogRecord, event: object, more: Event) -> dict[str, Any]:
    """A particular never takes the place of what a line is."""
    return {**more, "event": str(event), "level": record.levelname.lower()}


def _failure(record: logging.LogRecord) -> dict[str, str]:
    error = record.exc_info[1] if record.exc_info else None
    return where(error) if error else {}


def _registered(key: str, keys: frozenset[str]) -> bool:
    known = key in keys or key in EVERYWHERE
    dropped["key"] += not known
    return known


def _value(value: object) -> object:
    if value is None or isinstance(value, _KINDS):
        return value
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    dropped["value"] += 1
    return "?"
