"""Reads the pictures named on standard input with one reader; run by each peer's own Python."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

Look = Callable[[str], Iterable[str]]
_FEWEST, _LENGTHS = 28, (44, 36, 30)


def answer(look: Look) -> None:
    """Read `{pictures: [path…]}`; print of each its lines and the processor time they took.

    The time is of this process and of all that it started, in milliseconds; the first
    picture is read once before, so that nobody pays for loading a model.
    """
    pictures = json.load(sys.stdin)["pictures"]
    _told(look, pictures[0])
    json.dump([_told(look, each) for each in pictures], sys.stdout)


def zone_of(text: str) -> list[str]:
    """The lines of a zone in what was read of a whole page: the last that are long enough."""
    lines = ["".join(line.split()).upper() for line in text.splitlines()]
    lines = [line for line in lines if len(line) >= _FEWEST]
    three = [line for line in lines if len(line) < _LENGTHS[1] - 2]
    return lines[-3:] if len(three) >= 3 else lines[-2:]


def _told(look: Look, picture: str) -> dict[str, Any]:
    started = _spent()
    try:
        lines = [str(line) for line in look(picture)]
    except Exception as error:  # noqa: BLE001 -- a peer that raises has read nothing
        return {"lines": [], "ms": (_spent() - started) * 1000, "error": type(error).__name__}
    return {"lines": lines, "ms": (_spent() - started) * 1000}


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
