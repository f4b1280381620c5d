"""What one reader made of one picture, and how readings are counted."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from moeli.reading.judging import Judged

Lines = tuple[str, ...]


class Reading(NamedTuple):
    """One picture: what was printed, what was read, and in how many milliseconds.

    `ok`: said to be beyond doubt outside the name. `named`: the name is said to be so as well.
    """

    printed: Lines
    lines: Lines
    ok: bool
    named: bool
    milliseconds: float

    @property
    def exact(self) -> bool:
        """Every line as printed."""
        return self.lines == self.printed

    @property
    def numbers_exact(self) -> bool:
        """Line 2 as printed; of three lines, lines 1 and 2."""
        return _numbers(self.lines) == _numbers(self.printed)

    @property
    def silent(self) -> bool:
        """Said to be ok, and wrong outside the name."""
        return self.ok and not self.numbers_exact

    @property
    def wrong_name(self) -> bool:
        """Said to be ok with its name, and only the name's line is wrong."""
        return self.ok and self.named and self.numbers_exact and not self.exact


def of_ours(printed: Lines, judged: Judged | None, milliseconds: float) -> Reading:
    """A reading of our own reader; nothing where no zone was found."""
    if judged is None:
        return Reading(printed, (), ok=False, named=False, milliseconds=milliseconds)
    return Reading(printed, judged.lines, judged.ok, judged.name_witnessed, milliseconds)


def row(reader: str, kind: str, read: Sequence[Reading]) -> dict[str, object]:
    """How often right, how often silently wrong, how fast."""
    middle, most = np.percentile([each.milliseconds for each in read], (50, 95))
    return {
        "reader": reader,
        "kind": kind,
        "pictures": len(read),
        "exact": _share([each.exact for each in read]),
        "line 2 exact": _share([each.numbers_exact for each in read]),
        "ok": _share([each.ok for each in read]),
        "silent": sum(each.silent for each in read),
        "wrong names": sum(each.wrong_name for each in read),
        "p50 ms": float(middle),
        "p95 ms": float(most),
    }


def _share(told: Sequence[bool]) -> str:
    return f"{sum(told) / len(told):.1%}"


def _numbers(lines: Lines) -> Lines:
    return lines[:2] if len(lines) == 3 else lines[1:]
