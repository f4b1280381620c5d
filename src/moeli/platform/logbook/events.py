"""The events that may be logged, each with its keys."""

import logging
from collections.abc import Mapping
from typing import Any, Final

LOGGER: Final = "moeli.logbook"
LIBRARY: Final = "library.said"
EVERYWHERE: Final = frozenset({"event", "level", "at", "request"})

EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "request.done": frozenset({"view", "method", "status", "ms"}),
    "request.broken": frozenset({"view", "error", "place"}),
    "database.failed": frozenset({"error", "place"}),
    "journal.anchor_failed": frozenset({"error"}),
    "list.names_unread": frozenset({"error"}),
    "list.holders_closed": frozenset({"count"}),
    "jobs.told": frozenset({"what", "job", "id", "turn", "code"}),
    "notices.told": frozenset({"what", "id", "attempt"}),
    "site.started": frozenset({"children", "port", "tls"}),
    "site.stopped": frozenset({"code"}),
    "child.started": frozenset({"child", "pid"}),
    "child.ended": frozenset({"child", "pid", "code", "seconds"}),
    "child.waits": frozenset({"child", "seconds"}),
    "agent.failed": frozenset({"agent", "code", "place", "seconds"}),
    "backup.written": frozenset({"bytes", "seconds", "sequence", "kept"}),
    "backup.failed": frozenset({"error"}),
    LIBRARY: frozenset({"logger", "error", "place"}),
}


def note(event: str, *, level: int = logging.INFO, **particulars: Any) -> None:
    """Log `event` with its particulars: numbers, truth values, and words without spaces.

    What is not registered is dropped and counted, in every surroundings: a log line is not worth
    a failed decision.
    """
    logging.getLogger(LOGGER).log(level, event, extra={"particulars": particulars})


def where(error: BaseException) -> dict[str, str]:
    """An exception by its type and place, without its text, which may quote what people typed."""
    trace, place = error.__traceback__, "?"
    while trace:
        code = trace.tb_frame.f_code
        if "/moeli/" in code.co_filename or trace.tb_next is None:
            place = f"{code.co_filename.rpartition('/moeli/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {"error": type(error).__name__, "place": place.rpartition("/site-packages/")[2]}
