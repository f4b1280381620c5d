"""Who stayed too long leaves, over real HTTP: the page counts, says so and names the rule.

Every port of the demonstration has kept records since before she came, and none was closed: so
nothing stands against it.
"""

import re
from collections.abc import Iterator

from moeli.demo.browser import Browser
from moeli.demo.inspecting import EXIT, decided, expect, offer, scanned
from moeli.demo.signing_in import WalkError

_COUNTED = re.compile(r"(\d+) of (\d+) used, last day")
_OVER = re.compile(r"(\d+) days? too long")
_OF = "The departure of the one who stayed"
_SAID = ("Stay exceeded",)
_NOT_SAID = ("To be checked", "Not every port keeps records here yet")
_RULE = (
    "90 days a visit",
    "First day of the visit",
    "Days of the rule: 90",
    "Days used up to today",
)


def walk(officer: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError."""
    page = scanned(officer, "overstayer", EXIT)
    expect(page, _OF, *_SAID, *_RULE)
    for doubt in _NOT_SAID:
        if doubt in page.text:
            raise WalkError(f"{_OF} says {doubt!r}, though every port kept records.")
    used, allowed, over = _arithmetic(page.text)
    if used - allowed != over:
        raise WalkError(f"{_OF} counts {used} of {allowed} days as {over} too long.")
    if offer(page, "departed") is None:
        raise WalkError(f"{_OF} is stopped by the page, not by an officer.")
    decided(officer, page, _OF, "referred")
    yield f"A stay of {used} days where {allowed} are allowed: {over} too long, stay exceeded"


def _arithmetic(text: str) -> tuple[int, int, int]:
    """Days used, allowed, and too many."""
    counted, over = _COUNTED.search(text), _OVER.search(text)
    if counted is None or over is None:
        raise WalkError(f"{_OF} does not count the days.")
    return int(counted[1]), int(counted[2]), int(over[1])
