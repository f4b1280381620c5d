"""`./moeli forms`: look an author's form over, run it with answers, try a folder of forms."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from moeli.standards import xforms
from moeli.standards.xforms import Problem

HELP = "Check a form for its author, run it with answers, try a folder of forms."
_USAGE = 2
_LARGEST = 50_000_000  # bytes; the engine's own, smaller caps follow
_FORMS = (".xlsx", ".xlsm", ".xls", ".xml", ".md")
_LISTS = (".csv", ".geojson", ".xml")


def configure(parser: argparse.ArgumentParser) -> None:
    """Three verbs, each with the file or folder that it looks at."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    lint = verbs.add_parser("lint", help="what will surprise somebody, by sheet and row")
    lint.add_argument("file", type=Path)
    lint.add_argument("--language", choices=("en", "st"), default="en", help="of the sentences")
    run = verbs.add_parser("run", help="walk a form with answers; print what it would submit")
    run.add_argument("file", type=Path)
    run.add_argument(
        "--answers", type=Path, help='JSON: {"/data/age": 17, "/data/child[2]/name": …}'
    )
    run.add_argument("--language", help="the form's language, as it names it")
    run.add_argument("--now", help="the moment of the run, 2026-11-25T08:30+02:00 (now)")
    conformance = verbs.add_parser("conformance", help="load and walk every form of a folder")
    conformance.add_argument("folder", type=Path)
    for verb in (lint, run, conformance):
        verb.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing is refused; 1 when something is; 2 for a file that cannot be read."""
    does = {"lint": _lint, "run": _run, "conformance": _conformance}
    try:
        return does[arguments.verb](arguments)
    except OSError as error:
        print(f"moeli: {error.filename}: {error.strerror}.", file=sys.stderr)
        return _USAGE


def _lint(arguments: argparse.Namespace) -> int:
    report = xforms.lint(_read(arguments.file), _beside(arguments.file))
    findings = [_finding(each, arguments.language) for each in report.findings]
    if arguments.json:
        print(json.dumps({"sound": report.sound, "findings": findings}, ensure_ascii=False))
    else:
        for finding in findings:
            print(_line(finding))
        print(f"{arguments.file.name}: {_counted(findings)}")
    return 0 if report.sound else 1


def _finding(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "severity": xforms.severity(problem),
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "where": problem.where,
        "what": problem.what,
        "text": xforms.sentence(problem, language),
        "mend": xforms.mend(problem, language),
        "values": dict(problem.values),
    }


def _line(finding: Mapping[str, Any]) -> str:
    at = f"{finding['sheet']} {finding['row']}" if finding["row"] else finding["where"] or "form"
    column = f", {finding['column'] or finding['what']}" if finding["what"] else ""
    mend = f" {finding['mend']}" if finding["mend"] else ""
    return f"{finding['severity']:<8} {at}{column}: {finding['text']}{mend}"


def _counted(findings: list[dict[str, Any]]) -> str:
    kinds = ("error", "warning", "advice")
    counts = {kind: sum(each["severity"] == kind for each in findings) for kind in kinds}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _run(arguments: argparse.Namespace) -> int:
    report = xforms.lint(_read(arguments.file), _beside(arguments.file))
    if report.form is None or not report.sound:
        return _refused([each for each in report.findings if xforms.severity(each) == "error"])
    given = _answers(arguments.answers)
    if given is None:
        print("moeli: the answers must be one JSON object: place → answer.", file=sys.stderr)
        return _USAGE
    try:
        session = xforms.begin(report.form, _context(arguments.now), arguments.language)
    except xforms.FormError as error:
        return _refused(error.problems)
    stuck = _walk(session, given)
    result = {
        "finished": session.finished,
        "instance": session.to_instance_xml(),
        "values": dict(session.values()),
        "relevance": dict(session.relevance()),
        "problems": [_finding(each, "en") for each in (*stuck, *session.problems())],
        "unused": sorted(given),
    }
    print(json.dumps(result, ensure_ascii=False) if arguments.json else _told(result))
    return 0 if session.finished and not result["problems"] and not given else 1


def _refused(problems: Iterable[Problem]) -> int:
    for problem in problems:
        print(_line(_finding(problem, "en")), file=sys.stderr)
    return 1


def _walk(session: xforms.Session, given: dict[str, Any]) -> list[Problem]:
    """Answer what is given, step by step; answers are taken out of `given` as they are used."""
    refused: list[Problem] = []
    while not session.finished:
        step = session.current
        if step.kind == "repeat" and _wants_more(step, given):
            session.add_repeat()
            continue
        # One answer of a page may bring up the next question.
        while asked := [q.path for q in session.current.questions if q.path in given]:
            refused += session.answer(given.pop(asked[0]), asked[0])
        stopped = session.next()
        if stopped:
            return [*refused, *stopped]
    return refused


def _wants_more(step: xforms.Step, given: Mapping[str, Any]) -> bool:
    begins = step.key.replace("[+]", f"[{step.count + 1}]")
    return any(place == begins or place.startswith(f"{begins}/") for place in given)


def _told(result: Mapping[str, Any]) -> str:
    values = (f"  {place} = {value}" for place, value in result["values"].items() if value)
    problems = (_line(problem) for problem in result["problems"])
    return "\n".join((result["instance"], *values, *problems))


def _conformance(arguments: argparse.Namespace) -> int:
    files = sorted(path for path in arguments.folder.rglob("*") if _is_form(path))
    counts = {"load": 0, "walk": 0, "geo": 0}
    failures = []
    for path in files:
        for key, failure in _tried(path):
            counts[key] += not failure
            if failure:
                failures.append({"file": path.name, "at": key, "why": failure})
    told = {"forms": len(files), **counts, "failures": failures}
    print(json.dumps(told, ensure_ascii=False) if arguments.json else _summary(told))
    return 1 if failures else 0


def _tried(path: Path) -> Iterator[tuple[str, str]]:
    """(`geo`, "") or (`load`, why not) and then (`walk`, why not)."""
    report = xforms.lint(_read(path), _beside(path))
    codes = {problem.code for problem in report.findings}
    if codes & {"geographic", "geographic_function"}:
        yield "geo", ""
        return
    refused = [each for each in report.findings if xforms.severity(each) == "error"]
    if refused or report.form is None:
        yield "load", f"{refused[0].where} {xforms.sentence(refused[0])}".strip()
        return
    yield "load", ""
    walked = xforms.walked(report.form, _context(None, seed=1))
    yield "walk", "" if walked.reached else _why(walked.why)


def _why(problem: Problem | None) -> str:
    return f"{problem.where} {xforms.sentence(problem)}".strip() if problem else "not reached"


def _summary(told: Mapping[str, Any]) -> str:
    lines = [f"{told['forms']} forms: {told['load']} load, {told['walk']} walk, {told['geo']} geo"]
    lines += [f"  {each['file']} ({each['at']}): {each['why']}" for each in told["failures"]]
    return "\n".join(lines)


def _is_form(path: Path) -> bool:
    if path.suffix.lower() not in _FORMS or not path.is_file():
        return False
    if path.suffix.lower() == ".md":
        return path.read_bytes()[:200].lstrip().startswith(b"|")
    return path.suffix.lower() != ".xml" or b"<model" in _read(path) or b":model" in _read(path)


def _beside(path: Path) -> dict[str, bytes]:
    """The lists that lie in the form's folder, by file name."""
    return {
        each.name: _read(each)
        for each in sorted(path.parent.iterdir())
        if each.suffix.lower() in _LISTS and each != path and each.is_file()
    }


def _read(path: Path) -> bytes:
    with path.open("rb") as source:
        return source.read(_LARGEST)


def _answers(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return {}
    try:
        found = json.loads(_read(path))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _context(now: str | None, seed: int | None = None) -> xforms.Context:
    from datetime import datetime

    from moeli.platform import clock

    random = Random(seed)  # noqa: S311 -- chance for a trial run
    moment = datetime.fromisoformat(now) if now else clock.now()
    moment = (
        moment.astimezone(clock.MASERU)
        if moment.tzinfo or not now
        else moment.replace(tzinfo=clock.MASERU)
    )
    return xforms.Context(
        now=lambda: moment,
        random=random.random,
        uuid=lambda: str(UUID(int=random.getrandbits(128), version=4)),
        properties={"deviceid": "moeli:trial"},
    )
