"""What a run of pytest told in its JUnit file: how many tests ended how, and which failed."""

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Totals(NamedTuple):
    """How many tests ended how; `again` of those that passed did so at the second attempt."""

    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0
    again: int = 0

    def and_(self, other: "Totals") -> "Totals":
        """Both together."""
        return Totals(*(one + more for one, more in zip(self, other, strict=True)))


def totals_in(told: Path) -> Totals:
    """The file's counts; one error where pytest did not come as far as a report."""
    suite = _suite(told)
    if suite is None:
        return Totals(errors=1)
    names = ("tests", "failures", "errors", "skipped")
    tests, failed, errors, skipped = (int(suite.get(name, 0)) for name in names)
    return Totals(tests - failed - errors - skipped, failed, errors, skipped)


def failed_in(told: Path) -> list[str]:
    """The tests that failed, as pytest takes them; none where something else than a test did."""
    suite = _suite(told)
    cases = [] if suite is None else list(suite.iter("testcase"))
    amiss = [each for each in cases if each.find("failure") is not None or _stopped(each)]
    named = [_name(each) for each in amiss]
    return list(dict.fromkeys(name for name in named if name)) if all(named) else []


def _stopped(case: ElementTree.Element) -> bool:
    return case.find("error") is not None


def _name(case: ElementTree.Element) -> str:
    file, name = case.get("file", ""), case.get("name", "")
    return f"{file}::{name}" if file and name else ""


def _suite(told: Path) -> ElementTree.Element | None:
    if not told.stat().st_size:
        return None
    tree = ElementTree.parse(told)  # noqa: S314 -- written by our pytest
    return next(tree.getroot().iter("testsuite"))
