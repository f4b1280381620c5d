"""The measuring loop that every reader of a bench runs in a process of its own.

One request a line: `{"format": …, "documents": [[line, …], …], "seconds": …}`. One answer a line:
documents read, seconds of processor time that took, and how many of the documents the reader accepts.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence

Accepts = Callable[[Sequence[str], str], bool]


def serve(accepts: Accepts) -> None:
    """Answer requests until standard input ends."""
    for request in map(json.loads, sys.stdin):
        print(json.dumps(_measured(accepts, request)), flush=True)


def _measured(accepts: Accepts, request: dict) -> dict[str, float]:
    documents, name = request["documents"], request["format"]
    accepted = sum(_ask(accepts, lines, name) for lines in documents)
    began = time.process_time()
    read = 0
    while time.process_time() - began < request["seconds"]:
        for lines in documents:
            _ask(accepts, lines, name)
        read += len(documents)
    return {"read": read, "seconds": time.process_time() - began, "accepted": accepted}


def _ask(accepts: Accepts, lines: Sequence[str], name: str) -> bool:
    try:
        return accepts(lines, name)
    except Exception:  # noqa: BLE001 - peers raise what they like; that is a refusal
        return False
