"""`./moeli test`: all tests, in three processes, with one summary.

The pages in a real browser come first and alone: their process allows Django to be used from a
running event loop, which no other test may. Then the rest on SQLite; then what depends on the
database once more on PostgreSQL. A run of everything, or of folders, shares each part's files
among the cores.
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
from xml.etree import ElementTree

from moeli.cli.postgres import cluster
from moeli.cli.workshop import ROOT, WorkshopError, furnish

HELP = "Run the tests; what follows is given to pytest (a path, -k WORDS, --long …)."
_BROWSER = ROOT / "tests" / "e2e"
_NOTHING_COLLECTED = 5
_MOST_WORKERS = 4


class Totals(NamedTuple):
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0

    def and_(self, other: "Totals") -> "Totals":
        """Both together."""
        return Totals(*(one + more for one, more in zip(self, other, strict=True)))


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything is pytest's."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help="arguments of pytest")


def run(arguments: argparse.Namespace) -> int:
    """Run the three parts; 1 when one of them fails, or nothing was selected at all."""
    started, words = time.monotonic(), list(arguments.words)
    try:
        furnish("chromium", "curl", "gettext", "postgresql")
        ended = list(_parts(words))
    except WorkshopError as error:
        print(f"moeli: {error}", file=sys.stderr)
        return 1
    totals = Totals()
    for _, part in ended:
        totals = totals.and_(part)
    print(summary(totals, time.monotonic() - started))
    failed = any(code not in (0, _NOTHING_COLLECTED) for code, _ in ended)
    return int(failed or sum(totals) == 0)


def summary(totals: Totals, seconds: float) -> str:
    """The last line, in pytest's form."""
    told = [f"{count} {word}" for count, word in zip(totals, Totals._fields, strict=True) if count]
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

    A file's tests stay together and in order.
    """
    if not all(Path(each).is_dir() for each in paths):
        return []
    return ["-n", str(min(os.cpu_count() or 1, _MOST_WORKERS)), "--dist", "loadfile"]


def _parts(words: Sequence[str]) -> Iterator[tuple[int, Totals]]:
    browser, rest, others = divided(words)
    everything = not browser and not rest
    others += shared([*browser, *rest])
    if browser or everything:
        allowed = {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        yield _pytest("in the browser", [*(browser or [str(_BROWSER)]), *others], allowed)
    if rest or everything:
        chosen = [*(rest or [str(ROOT / "tests")]), f"--ignore={_BROWSER}", *others]
        yield _pytest("on SQLite", chosen, {})
        with cluster() as address:
            both = [*chosen, "-m", "both_engines"]
            yield _pytest("on PostgreSQL", both, {"MOELI_DATABASE_URL": address})


def _pytest(where: str, words: Sequence[str], extra: dict[str, str]) -> tuple[int, Totals]:
    print(f"\n--- tests {where}", flush=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    ours |= {name: os.environ[name] for name in ("MOELI_SCREENSHOTS",) if name in os.environ}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    with tempfile.NamedTemporaryFile(suffix=".xml") as told:
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={told.name}", *words]
        code = subprocess.run(command, cwd=ROOT, env=ours | extra, check=False).returncode
        return code, _totals(Path(told.name))


def _totals(told: Path) -> Totals:
    if not told.stat().st_size:
        return Totals(errors=1)  # pytest did not come as far as a report
    suite = next(ElementTree.parse(told).getroot().iter("testsuite"))  # noqa: S314 -- written by our pytest
    names = ("tests", "failures", "errors", "skipped")
    tests, failed, errors, skipped = (int(suite.get(name, 0)) for name in names)
    return Totals(tests - failed - errors - skipped, failed, errors, skipped)
