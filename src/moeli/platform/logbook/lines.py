"""How a log line is made: everything passes the allow-list, last before it is written."""

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from moeli.platform.logbook.events import EVENTS, EVERYWHERE, LIBRARY, LOGGER, where

dropped: Counter[str] = Counter()
"""How much the allow-list dropped since the process began: by `event`, `key`, `value`, `line`."""

_WORD: Final = re.compile(r"[A-Za-z0-9_.:/+-]{0,120}")
_OURS: Final = "moeli."
_PAIR: Final = re.compile(r"(\w+)=(%[sd]|[\w.-]+)")
_KINDS = (int, float, bool)


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
        with suppress(structlog.DropEvent):
            self._write(self.format(record) + "\n")

    def _write(self, line: str) -> None:
        stream = self._stream or sys.stderr
        try:
            stream.write(line)
            stream.flush()
        except (OSError, ValueError):  # a full disk; a stream that was closed
            dropped["line"] += 1


def json_lines() -> ProcessorFormatter:
    """One JSON object a line, for production."""
    return _formatter(structlog.processors.JSONRenderer(sort_keys=False))


def plain_lines() -> ProcessorFormatter:
    """The same for a reader's eyes."""
    return _formatter(structlog.dev.ConsoleRenderer(colors=False, timestamp_key="at"))


def _formatter(render: Processor) -> ProcessorFormatter:
    return ProcessorFormatter(
        foreign_pre_chain=[_particulars],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            allow,
            render,
        ],
        use_get_message=False,
        pass_foreign_args=True,
    )


def allow(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Only registered events with registered keys and harmless values. Raises DropEvent."""
    keys = EVENTS.get(event["event"])
    if keys is None:
        dropped["event"] += 1
        raise structlog.DropEvent
    return {key: _value(value) for key, value in event.items() if _registered(key, keys)}


def _particulars(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """What a record of the standard library says that we may repeat."""
    record: logging.LogRecord = event["_record"]
    given = event.pop("positional_args", ())
    level = record.levelname.lower()
    if record.name == LOGGER:
        return _with(event, level, getattr(record, "particulars", {}))
    if record.name.startswith(_OURS):
        event["event"] = f"{record.name.removeprefix(_OURS)}.told"
        return _with(event, level, _pairs(record.msg, given))
    event["event"] = LIBRARY
    return _with(event, level, {"logger": record.name} | _failure(record))


def _pairs(template: object, arguments: Iterable[object]) -> dict[str, object]:
    """Of our own `event=%s job=%s` lines: each name with its argument."""
    given = iter(arguments)
    pairs = _PAIR.findall(str(template))
    values = {name: next(given, None) if word.startswith("%") else word for name, word in pairs}
    what = values.pop("event", None)
    return {"what": what, **{name: _plain(value) for name, value in values.items()}}


def _plain(value: object) -> object:
    return value if isinstance(value, _KINDS) else str(value)


def _with(event: EventDict, level: str, more: Mapping[str, Any]) -> EventDict:
    event.pop("exc_info", None)
    ours = {**event, "level": level}
    event.update({**more, **ours})  # a particular never takes the place of what a line is
    return event


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
