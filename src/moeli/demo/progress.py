"""A progress bar: one line that fills, or plain lines where there is no terminal."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

_WIDTH = 32
_Item = TypeVar("_Item")


def shown(
    items: Iterable[_Item], label: str, total: int, *, out: TextIO | None = None
) -> Iterator[_Item]:
    """`items`, one by one, while `out` tells how far along they are."""
    stream = out or sys.stderr
    last = -1
    for done, item in enumerate(items, start=1):
        yield item
        percent = 100 * done // total
        if percent != last and (stream.isatty() or percent % 25 == 0):
            _draw(stream, label, done, total)
        last = percent
    stream.write("\n" if stream.isatty() else "")


def _draw(stream: TextIO, label: str, done: int, total: int) -> None:
    filled = _WIDTH * done // total
    bar = "█" * filled + "·" * (_WIDTH - filled)
    end = "" if stream.isatty() else "\n"
    stream.write(f"{chr(13) if stream.isatty() else ''}{label:<12} {bar} {done:>5,}/{total:,}{end}")
    stream.flush()
