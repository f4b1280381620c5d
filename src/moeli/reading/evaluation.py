"""Reading files, and counting how well it went where the truth is known."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from moeli.reading import images, reader
from moeli.reading.images import PictureError
from moeli.reading.judging import Judged


class NothingToReadError(ValueError):
    """The folder holds no picture with its truth beside it."""


def answer(path: Path, today: date) -> dict[str, Any]:
    """What was read in the file, as the command line tells it.

    `ok` only when every check digit agrees and nothing is doubtful in line 2 (TD1: lines 1–2);
    `doubtful` holds [line, column, candidates], counted from 1; `ms` includes decoding.
    """
    started = time.perf_counter()
    told: dict[str, Any] = {"file": str(path), "ok": False, "lines": [], "confidence": 0.0}
    told |= {"checks": {}, "doubtful": [], "name_witnessed": False}
    try:
        judged = reader.read(images.grey(_bytes(path)), today)
        if judged:
            told |= _said(judged)
    except PictureError as error:
        told["error"] = {"code": error.code, "text": str(error)}
    told["ms"] = round((time.perf_counter() - started) * 1000, 1)
    return told


def evaluate(folder: Path, today: date) -> dict[str, dict[str, Any]]:
    """Per kind and in all: pictures, share exact, share ok, silent errors, milliseconds.

    *exact*: all lines as printed. *silent*: said to be ok, but wrong outside the
    name; *silent_names*: the name said to be witnessed, but wrong. Raises
    NothingToReadError.
    """
    kinds: dict[str, list[tuple[dict[str, Any], list[str]]]] = {}
    for path, truth in _truths(folder):
        pair = (answer(path, today), list(truth["lines"]))
        for kind in (str(truth.get("kind", "all")), "all"):
            kinds.setdefault(kind, []).append(pair)
    if not kinds:
        raise NothingToReadError(f"{folder} holds no picture with a JSON of its truth beside it.")
    return {kind: _counted(kinds[kind]) for kind in sorted(kinds, key=lambda each: each == "all")}


def _said(judged: Judged) -> dict[str, Any]:
    return {
        "ok": judged.ok,
        "lines": list(judged.lines),
        "confidence": round(judged.confidence, 4),
        "checks": {name: field.status for name, field in judged.document.fields.items()},
        "doubtful": [[each.line, each.column, list(each.candidates)] for each in judged.doubts],
        "name_witnessed": judged.name_witnessed,
    }


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(images.LARGEST_FILE + 1)
    except OSError as error:
        raise PictureError("unreadable", f"The file cannot be read: {error.strerror}.") from error


def _truths(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(truth, dict) and "lines" in truth and "file" in truth:
            yield folder / Path(str(truth["file"])).name, truth


def _counted(pairs: list[tuple[dict[str, Any], list[str]]]) -> dict[str, Any]:
    exact = sum(told["lines"] == lines for told, lines in pairs)
    took = [told["ms"] for told, _lines in pairs]
    return {
        "pictures": len(pairs),
        "exact": exact / len(pairs),
        "ok": sum(told["ok"] for told, _lines in pairs) / len(pairs),
        "silent": sum(told["ok"] and _wrong(told["lines"], lines) for told, lines in pairs),
        "silent_names": sum(_trusted(told) and told["lines"] != lines for told, lines in pairs),
        "p50_ms": median(took),
        "p95_ms": quantiles(took, n=20)[-1] if len(took) > 1 else took[0],
    }


def _trusted(told: Mapping[str, Any]) -> bool:
    return bool(told["ok"] and told["name_witnessed"])


def _wrong(told: list[str], lines: list[str]) -> bool:
    """Whether a line that holds no name differs."""
    nameless = slice(0, 2) if len(lines) == 3 else slice(1, 2)
    return told[nameless] != lines[nameless]
