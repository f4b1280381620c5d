"""`./moeli mrz`: read a machine-readable zone and say what its check digits prove."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from typing import Any, TextIO

from moeli.standards import icao9303

HELP = "Read a machine-readable zone (ICAO 9303) and print what is proved of it."
_LONGEST = 10_000  # characters of one document; the longest zone has 90
_USAGE = 2
_PLAIN = (
    "format",
    "valid",
    "document_code",
    "issuing_state",
    "document_number",
    "primary_identifier",
    "secondary_identifier",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
    "optional_data",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """The zone, how it is answered, and the day on which it is read."""
    parser.add_argument("zone", nargs="*", help="the lines; without them, standard input is read")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one document in, one JSON object out")
    form.add_argument(
        "--jsonl", action="store_true", help="a JSON list of lines per input line, answered at once"
    )
    parser.add_argument("--today", type=_day, help="the reading date, YYYY-MM-DD (today)")


def run(arguments: argparse.Namespace) -> int:
    """Read; 0 for a valid document (with --jsonl: when all lines were answered), 1 for another."""
    _take_any_bytes()
    today = arguments.today or _today()
    if arguments.jsonl:
        if arguments.zone:
            print("moeli: --jsonl reads standard input; give no zone.", file=sys.stderr)
            return _USAGE
        return _answer_lines(sys.stdin, sys.stdout, today)
    text = "\n".join(arguments.zone) if arguments.zone else sys.stdin.read(_LONGEST + 1)
    if not text.strip() or len(text) > _LONGEST:
        print(f"moeli: give the lines of one zone, {_LONGEST} characters at most.", file=sys.stderr)
        return _USAGE
    document = icao9303.read(_lines(text), today)
    print(json.dumps(told(document)) if arguments.json else "\n".join(_sentences(document)))
    return 0 if document.valid else 1


def _take_any_bytes() -> None:
    """Bytes that are no text become a character that no zone may hold, rather than an exception."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def told(document: icao9303.Document) -> dict[str, Any]:
    """The document for JSON: codes as printed, dates in ISO 8601, null for what is absent."""
    plain = {name: getattr(document, name) for name in _PLAIN}
    for name in ("birth_date", "expiry_date"):
        plain[name] = str(plain[name]) if plain[name] else None
    return plain | {
        "fields": {name: field._asdict() for name, field in document.fields.items()},
        "problems": [problem._asdict() for problem in document.problems],
        "repairs": [repair._asdict() for repair in document.repairs],
    }


def _answer_lines(source: TextIO, target: TextIO, today: date) -> int:
    for line in iter(lambda: source.readline(_LONGEST + 1), ""):
        if len(line) > _LONGEST and not line.endswith("\n"):
            _skip_rest(source)
        print(json.dumps(_answer(line, today)), file=target, flush=True)
    return 0


def _skip_rest(source: TextIO) -> None:
    while (more := source.readline(_LONGEST)) and not more.endswith("\n"):
        pass


def _answer(line: str, today: date) -> dict[str, Any]:
    if len(line) > _LONGEST:
        return _error("too_long", f"The line has more than {_LONGEST} characters.")
    try:
        lines = json.loads(line)
    except (ValueError, RecursionError):
        return _error("not_json", "The line is not JSON. Send one list of lines.")
    if not isinstance(lines, list) or not all(isinstance(each, str) for each in lines):
        return _error("not_lines", "Send one JSON list with the lines of a zone as strings.")
    return told(icao9303.read(lines, today))


def _error(code: str, text: str) -> dict[str, Any]:
    return {"error": {"code": code, "text": text}}


def _lines(text: str) -> Sequence[str]:
    """The lines as given, without the ends of lines; nothing else is trimmed."""
    return text.strip("\r\n").replace("\r\n", "\n").split("\n")


def _sentences(document: icao9303.Document) -> Iterator[str]:
    yield f"{document.format or 'no known format'}: {'valid' if document.valid else 'NOT valid'}"
    for name, field in document.fields.items():
        yield f"  {name:<22} {field.value or '-':<32} {field.status:<12} {field.note}"
    for problem in document.problems:
        yield f"  ! {problem.field or 'zone'}: {problem.text}"
    for repair in document.repairs:
        others = f" or {', '.join(repair.alternatives)}" if repair.alternatives else ""
        yield f"  ? {repair.field}: {repair.value}{others} would fit (proposal)"


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _today() -> date:
    from moeli.platform import clock

    return clock.today()
