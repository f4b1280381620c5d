"""Times one reader over the documents given on standard input; run by each peer's own Python."""

import json
import sys
import time
from collections.abc import Callable, Sequence

Reader = Callable[[Sequence[str]], bool]


def answer(reader_of: Callable[[str], Reader | None]) -> None:
    """Read `{seconds, documents: {format: [lines…]}}`; print rate and share accepted of each."""
    asked = json.load(sys.stdin)
    told = {}
    for name, documents in asked["documents"].items():
        reader = reader_of(name)
        told[name] = _timed(reader, documents, asked["seconds"]) if reader else None
    json.dump(told, sys.stdout)


def _timed(reader: Reader, documents: list[list[str]], seconds: float) -> dict[str, float]:
    accepted = sum(_accepts(reader, lines) for lines in documents)
    done, started = 0, time.process_time()
    while (spent := time.process_time() - started) < seconds:
        for lines in documents:
            _accepts(reader, lines)
        done += len(documents)
    return {"per_second": done / spent, "accepted": accepted / len(documents)}


def _accepts(reader: Reader, lines: Sequence[str]) -> bool:
    try:
        return reader(lines)
    except Exception:  # noqa: BLE001 -- a peer that raises has refused the document
        return False
