"""Reading zones in drawn pictures: how often right, how often silently wrong, how fast, by kind."""

from datetime import date
from secrets import randbelow
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

import cv2

from moeli import reading
from moeli.reading import Judged
from moeli.specimens import KINDS, Specimen, draw, photograph

_TODAY = date(2026, 11, 25)
_QUICK, _FULL = 4, 60
_LEARNT_BELOW = 20_000_000_000  # seeds of the training end here


class Reading(NamedTuple):
    """One picture: what was printed, what was read of it, and in how many milliseconds."""

    printed: tuple[str, ...]
    judged: Judged | None
    milliseconds: float

    @property
    def lines(self) -> tuple[str, ...]:
        """What was read; nothing where no zone was found."""
        return self.judged.lines if self.judged else ()

    @property
    def ok(self) -> bool:
        """Said to be beyond doubt outside the name."""
        return bool(self.judged and self.judged.ok)

    @property
    def exact(self) -> bool:
        """Every line as printed."""
        return self.lines == self.printed

    @property
    def numbers_exact(self) -> bool:
        """Line 2 as printed; of three lines, lines 1 and 2."""
        return _numbers(self.lines) == _numbers(self.printed)

    @property
    def wrong_name(self) -> bool:
        """Said to be ok with its name witnessed, and wrong in a line."""
        return bool(self.judged and self.judged.name_witnessed and self.ok and not self.exact)


def run(*, quick: bool) -> dict[str, object]:
    """Counts by kind, on specimens that nobody drew before; the seed is told."""
    cv2.setNumThreads(1)
    seed, count = _LEARNT_BELOW + randbelow(10**9), _QUICK if quick else _FULL
    reads: dict[str, list[Reading]] = {kind: [] for kind in KINDS}
    for each in range(seed, seed + count):
        specimen = draw(each)
        for kind, told in reads.items():
            told.append(reading_of(specimen, kind))
    every = [each for told in reads.values() for each in told]
    return {
        "data": f"{count} drawn specimens, each in every kind of picture, seeds from {seed}",
        "time": "from a JPEG's bytes to lines, one core",
        "peers": "not measured: each reads pictures by tesseract, which is not part of Moeli",
        "rows": [_row(kind, told) for kind, told in [*reads.items(), ("all", every)]],
    }


def reading_of(specimen: Specimen, kind: str) -> Reading:
    """A specimen photographed in the manner of `kind`, stored as JPEG, and read."""
    image = photograph(specimen, kind, specimen.seed).image
    _done, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
    taken = data.tobytes()
    start = perf_counter()
    judged = reading.read(reading.grey(taken), _TODAY)
    return Reading(specimen.lines, judged, (perf_counter() - start) * 1000)


def _row(kind: str, read: list[Reading]) -> dict[str, object]:
    times = quantiles([each.milliseconds for each in read], n=20, method="inclusive")
    return {
        "kind": kind,
        "pictures": len(read),
        "exact": f"{sum(each.exact for each in read) / len(read):.1%}",
        "numbers exact": f"{sum(each.numbers_exact for each in read) / len(read):.1%}",
        "ok": f"{sum(each.ok for each in read) / len(read):.1%}",
        "silent": sum(each.ok and not each.numbers_exact for each in read),
        "wrong names": sum(each.wrong_name for each in read),
        "p50 ms": times[9],
        "p95 ms": times[18],
    }


def _numbers(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines[:2] if len(lines) == 3 else lines[1:]
