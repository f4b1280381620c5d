"""`./moeli read`: the machine-readable zone in pictures, and how well that goes on yours."""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

_HEAD = "kind              pictures   exact      ok  silent   p50 ms   p95 ms"
HELP = "Read the machine-readable zone in pictures of documents."


def configure(parser: argparse.ArgumentParser) -> None:
    """Which pictures, and how the answer is told."""
    parser.add_argument("images", nargs="*", type=Path, metavar="IMAGE", help="pictures to read")
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a picture")
    parser.add_argument("--today", type=date.fromisoformat, help="the reading date (today)")
    parser.add_argument(
        "--evaluate",
        type=Path,
        metavar="FOLDER",
        help="read every picture that has its truth (JSON) beside it, and count",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read; 0 when every picture was read beyond doubt, 1 otherwise, 2 for wrong usage."""
    from moeli.reading import evaluation

    today = arguments.today or _today()
    if arguments.evaluate:
        return _evaluate(arguments.evaluate, today, as_json=arguments.jsonl)
    if not arguments.images:
        print("moeli: name pictures to read, or a folder with --evaluate.", file=sys.stderr)
        return 2
    answers = [evaluation.answer(path, today) for path in arguments.images]
    for answer in answers:
        print(json.dumps(answer) if arguments.jsonl else "\n".join(_told(answer)), flush=True)
    return int(not all(answer["ok"] for answer in answers))


def _evaluate(folder: Path, today: date, *, as_json: bool) -> int:
    from moeli.reading import evaluation

    started = time.monotonic()
    try:
        counted = evaluation.evaluate(folder, today)
    except evaluation.NothingToReadError as error:
        print(f"moeli: {error}", file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(counted))
        return 0
    print(_HEAD)
    for kind, row in counted.items():
        print(
            f"{kind:<16}{row['pictures']:>9,}{row['exact']:>8.1%}{row['ok']:>8.1%}"
            f"{row['silent']:>8,}{row['p50_ms']:>9.0f}{row['p95_ms']:>9.0f}"
        )
    print(f"\n{time.monotonic() - started:.0f} s")
    return 0


def _told(answer: Mapping[str, Any]) -> list[str]:
    lines = [f"{answer['file']}: {'read' if answer['ok'] else 'check by eye'}"]
    if answer.get("error"):
        return [*lines, f"  {answer['error']['text']}"]
    lines += [f"  {line}" for line in answer["lines"]]
    for line, column, candidates in answer["doubtful"]:
        lines.append(f"  line {line}, character {column}: {' or '.join(candidates)}?")
    if answer["lines"] and not answer["name_witnessed"]:
        lines.append("  Check the name by eye.")
    return lines


def _today() -> date:
    from moeli.platform import clock

    return clock.today()
