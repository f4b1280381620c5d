"""Counts of people that point at nobody: none below five, nor what is missing. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

LEAST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a post's officers know a version, as it may be shown; `complete` when all do."""

    words: str
    complete: bool


def share(acknowledged: int, expected: int) -> Share:
    """`acknowledged` of `expected` people, in words that count nobody out."""
    missing = max(expected - acknowledged, 0)
    complete = expected > 0 and missing == 0
    if expected == 0:
        return Share(_("nobody expected"), complete=False)
    if expected < LEAST:
        return Share("<5", complete)
    if complete:
        return Share(_("all %(expected)d") % {"expected": expected}, complete=True)
    if acknowledged < LEAST:
        return Share(_("<5 of %(expected)d") % {"expected": expected}, complete=False)
    if missing < LEAST:
        return Share(_("all but <5 of %(expected)d") % {"expected": expected}, complete=False)
    counts = {"acknowledged": acknowledged, "expected": expected}
    return Share(_("%(acknowledged)d of %(expected)d") % counts, complete=False)
