"""Medians and percentiles of what was timed. Pure."""

from collections.abc import Sequence
from math import ceil
from typing import Any


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many percent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def row(work: str, seconds: Sequence[float], cpu: float) -> dict[str, Any]:
    """A row of the table, in milliseconds; `cpu` is what all of them cost the site, in seconds."""
    return {
        "work": work,
        "times": len(seconds),
        "p50 ms": 1000 * percentile(seconds, 50),
        "p99 ms": 1000 * percentile(seconds, 99),
        "cpu ms": 1000 * cpu / len(seconds),
    }
