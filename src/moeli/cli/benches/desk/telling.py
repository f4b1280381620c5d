"""Says on stderr how far a load is that lasts: how many of how many, how fast, how long still."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO

_EVERY_SECONDS = 10.0


def told(
    counts: Iterable[int], label: str, total: int, *, out: TextIO | None = None
) -> Iterator[int]:
    """`counts`, one by one; a line every ten seconds, and at the end."""
    stream, began, done, next_at = out or sys.stderr, time.monotonic(), 0, _EVERY_SECONDS
    for count in counts:
        yield count
        done += count
        seconds = time.monotonic() - began
        if seconds >= next_at:
            next_at = seconds + _EVERY_SECONDS
            print(line(label, done, total, seconds), file=stream, flush=True)
    print(line(label, done, max(done, total), time.monotonic() - began), file=stream, flush=True)


def line(label: str, done: int, total: int, seconds: float) -> str:
    """How it stands after so many seconds; the time left by the pace until now."""
    pace = done / seconds if seconds else 0.0
    left = f"{max(total - done, 0) / pace / 60:,.1f} min left" if pace else "just begun"
    return f"{label} {done:,}/{total:,}, {pace:,.0f} a second, {left}"
