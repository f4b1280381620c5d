"""`python -m tools.train_mrz_reader.calibration`: how far the shipped readers are to be believed.

Reads harsh lines of seeds that nobody learnt from or is measured on. For each weight that a reader
may have it tells what share of the exact lines would be kept, and how many wrong ones accepted, if
so much had to be believed of a character that a digit proves and of one that none does. A weight of
1 would hold the readers for independent; but they read the same picture.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from multiprocessing import Pool
from typing import NamedTuple

import cv2
import numpy as np

from moeli.cli.benches.read.crops import DPI, harsh_lines
from moeli.cli.benches.read.pictures import TODAY
from moeli.reading.belief import UNPROVED, Belief, Look, believed
from moeli.reading.judging import judge
from moeli.reading.looking import look, looks_again
from moeli.reading.strips import ALPHABET, Picture
from moeli.specimens.specimen import draw

_SEED = 5_400_000
_TRUSTS = (0.6, 0.65, 0.7, 0.8)
_PROVED, _UNPROVED = (0.95, 0.985, 0.995), (0.9, 0.93, 0.95, 0.97, 0.988)


class Zone(NamedTuple):
    """The lines as printed, and what was seen of them at each look."""

    printed: tuple[str, ...]
    looks: tuple[Look, ...]


class Line(NamedTuple):
    """Whether a line was read as printed, and the least belief in one of its characters.

    Of those that a digit proves and of the others; 1 where there is none.
    """

    exact: bool
    proved: float
    unproved: float


def main(words: list[str]) -> None:
    """Print how many exact lines are kept, and how many wrong ones are accepted."""
    parser = argparse.ArgumentParser(prog="calibration", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[_SEED], help="the first of each")
    parser.add_argument("--specimens", type=int, default=560, help="of about 9 lines (%(default)s)")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args(words)
    seeds = [first + at for first in arguments.seeds for at in range(arguments.specimens)]
    with Pool(arguments.processes) as pool:
        zones = [zone for some in pool.imap(zones_of, seeds, chunksize=8) for zone in some]
    for trust in _TRUSTS:
        lines = [line for zone in zones for line in believed_lines(zone, trust)]
        for proved, unproved in product(_PROVED, _UNPROVED):
            kept, wrong = accepted(lines, proved, unproved)
            print(
                f"weight {trust}: {proved} where a digit proves, {unproved} elsewhere"
                f" keeps {kept:.2%}, {wrong} wrong of {len(lines):,}"
            )


def zones_of(seed: int) -> list[Zone]:
    """The zones of a specimen's harsh frames in which rows were found."""
    cv2.setNumThreads(1)
    specimen, found = draw(seed, dpi=DPI, mixed=seed % 2 == 0), []
    for lines in harsh_lines(specimen):
        count = len(specimen.lines[0])
        if first := look(lines, count):
            found.append(Zone(specimen.lines, (first, *looks_again(lines, count))))
    return found


def believed_lines(zone: Zone, trust: float) -> Iterator[Line]:
    """The lines of a zone as the desk would have them; no belief where a digit refutes them."""
    judged = judge(zone.looks[0], TODAY, zone.looks[1:])
    read = judged.lines if judged else ("",) * len(zone.printed)
    least = [(0.0, 0.0)] * len(zone.printed)
    if judged and judged.document.valid:
        least = list(_least(_belief(zone, judged.layout, read, trust), len(read)))
    for line, printed, (proved, unproved) in zip(read, zone.printed, least, strict=True):
        yield Line(line == printed, proved, unproved)


def _belief(zone: Zone, layout: str, read: Sequence[str], trust: float) -> Belief:
    """At the first look where all is sure at once; else of all."""
    classes = np.array([ALPHABET.index(letter) for letter in "".join(read)])
    first = believed(layout, classes, zone.looks[:1], trust)
    return (
        first
        if (first.value >= UNPROVED[0]).all()
        else believed(layout, classes, zone.looks, trust)
    )


def _least(belief: Belief, lines: int) -> Iterator[tuple[float, float]]:
    value, proved = belief.value.reshape(lines, -1), belief.proved.reshape(lines, -1)
    for row, by_digit in zip(value, proved, strict=True):
        yield _lowest(row[by_digit]), _lowest(row[~by_digit])


def _lowest(values: Picture) -> float:
    return float(values.min(initial=1.0))


def accepted(lines: Sequence[Line], proved: float, unproved: float) -> tuple[float, int]:
    """The share of exact lines that are believed so far, and how many wrong ones are."""
    believed_so = [line for line in lines if line.proved >= proved and line.unproved >= unproved]
    exact = max(1, sum(line.exact for line in lines))
    wrong = sum(not line.exact for line in believed_so)
    return (len(believed_so) - wrong) / exact, wrong


if __name__ == "__main__":
    main(sys.argv[1:])
