"""`./moeli test`: all tests, in three processes, with one summary.

The pages in a real browser come first and alone: their process allows Django to be used from a
running event loop, which no other test may. Then the rest on SQLite; then what depends on the
database once more on PostgreSQL. A run of everything, or of folders, shares each part's files
among the cores.

A busy machine can make a browser late. So the few tests that failed there are tried once more,
alone: the first failure stays in the output, and the last line counts them. Many are no accident.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from moeli.cli.junit import Totals, failed_in, totals_in
from moeli.cli.postgres import cluster
from moeli.cli.workshop import ROOT, WorkshopError, furnish

HELP = "Run the tests; what follows is given to pytest (a path, -k WORDS, --long …)."
_BROWSER = ROOT / "tests" / "e2e"
_NOTHING_COLLECTED = 5
_FAILED = 1
_MOST_WORKERS = 6
_ACCIDENTS = 5  # tests at most that are tried a second time
_STOPPING = ("-x", "--exitfirst", "--maxfail")  # then not all tests had their first attempt


class Ended(NamedTuple):
    """How one run of pytest ended: its exit code, its counts, the tests that failed."""

    code: int
    totals: Totals
    failed: list[str]


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything is pytest's."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help="arguments of pytest")


def run(arguments: argparse.Namespace) -> int:
    """Run the three parts; 1 when one of them fails, or nothing was selected at all."""
    started, words = time.monotonic(), [word for word in arguments.words if word != "--"]
    try:
        furnish("chromium", "chromium-headless-shell", "curl", "gettext", "postgresql")
        ended = list(_parts(words))
    except WorkshopError as error:
        print(f"moeli: {error}", file=sys.stderr)
        return 1
    totals = Totals()
    for part in ended:
        totals = totals.and_(part.totals)
    print(summary(totals, time.monotonic() - started))
    failed = any(part.code not in (0, _NOTHING_COLLECTED) for part in ended)
    return int(failed or not any(totals))


def summary(totals: Totals, seconds: float) -> str:
    """The last line, in pytest's form."""
    words = ("passed", "failed", "errors", "skipped", "at the second attempt")
    told = [f"{count} {word}" for count, word in zip(totals, words, strict=True) if count]
    return f" {', '.join(told) or 'no tests ran'} in {seconds:.2f}s ".center(80, "=")


def divided(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The paths of the browser's part, those of the rest, and all other words."""
    browser, rest, others = [], [], []
    for word in words:
        path = Path(word.split("::")[0])
        if word.startswith("-") or not path.exists():
            others.append(word)
        elif path.resolve().is_relative_to(_BROWSER):
            browser.append(word)
        else:
            rest.append(word)
    return browser, rest, others


def shared(paths: Sequence[str]) -> list[str]:
    """What shares the files below these folders among the cores; nothing where one is a file.

    A file's tests stay together and in order. One process more than there are cores works while
    others wait: for a disk, a kill, a page.
    """
    if not all(Path(each).is_dir() for each in paths):
        return []
    workers = min((os.cpu_count() or 1) + 1, _MOST_WORKERS)
    return ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]


def both_attempts(first: Ended, second: Ended) -> Ended:
    """What holds when those that failed were tried again: each of them must have passed."""
    again = second.totals.passed
    stood = first.totals._replace(failed=0, errors=0, again=again)
    code = second.code or (0 if again == len(first.failed) else _FAILED)
    return Ended(code if code != _NOTHING_COLLECTED else _FAILED, stood.and_(second.totals), [])


def _parts(words: Sequence[str]) -> Iterator[Ended]:
    browser, rest, others = divided(words)
    everything = not browser and not rest
    others += shared([*browser, *rest])
    if browser or everything:
        allowed = {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        chosen = [*(browser or [str(_BROWSER)]), *others, *_by_test(others)]
        yield _twice_at_most(chosen, allowed)
    if rest or everything:
        chosen = [*(rest or [str(ROOT / "tests")]), f"--ignore={_BROWSER}", *others]
        yield _pytest("on SQLite", chosen, {})
        with cluster() as address:
            both = [*chosen, "-m", "both_engines"]
            yield _pytest("on PostgreSQL", both, {"MOELI_DATABASE_URL": address})


def _by_test(others: Sequence[str]) -> list[str]:
    """A browser's tests are shared singly: hardly one needs what the test before it made."""
    return ["--dist", "loadgroup"] if "--dist" in others else []


def _twice_at_most(words: Sequence[str], extra: dict[str, str]) -> Ended:
    first = _pytest("in the browser", words, extra)
    stopped = any(word.startswith(_STOPPING) for word in words)
    if first.code != _FAILED or stopped or not 0 < len(first.failed) <= _ACCIDENTS:
        return first
    kept = [word for word in words if word == "--long"]
    again = _pytest("in the browser, a second attempt", [*first.failed, *kept], extra)
    return both_attempts(first, again)


def _pytest(where: str, words: Sequence[str], extra: dict[str, str]) -> Ended:
    print(f"\n--- tests {where}", flush=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    ours |= {name: os.environ[name] for name in ("MOELI_SCREENSHOTS",) if name in os.environ}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    with tempfile.NamedTemporaryFile(suffix=".xml") as told:
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={told.name}", *words]
        code = subprocess.run(command, cwd=ROOT, env=ours | extra, check=False).returncode
        return Ended(code, totals_in(Path(told.name)), failed_in(Path(told.name)))
