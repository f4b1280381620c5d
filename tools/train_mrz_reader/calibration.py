"""`python -m tools.train_mrz_reader.calibration`: how far the shipped readers are to be believed.

Reads harsh lines of seeds that nobody learnt from or is measured on. For each weight that a reader
may have, it tells what must be believed of a character: as much as was needed for no accepted line
to be wrong, and a quarter of the remaining doubt off for what these lines did not show. A weight of
1 would hold the readers for independent; but they read the same picture.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import Pool
from typing import NamedTuple

import cv2
import numpy as np

from moeli.cli.benches.read.crops import DPI, chances_of, harsh_lines
from moeli.cli.benches.read.pictures import TODAY
from moeli.reading.judging import believed, judge
from moeli.reading.strips import ALPHABET, Picture
from moeli.specimens.specimen import draw

_SEED = 5_400_000
_TRUSTS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_BELIEFS = tuple(at / 200 for at in range(160, 200))
_MARGIN = 1 / 4  # of the doubt that is left at the belief


class Zone(NamedTuple):
    """The lines as printed, and line by line as each reader saw them."""

    printed: tuple[str, ...]
    chances: list[Picture]
    witness: list[Picture]


class Line(NamedTuple):
    """Whether a line was read as printed, and the least belief in one of its characters."""

    exact: bool
    belief: float


class Weighed(NamedTuple):
    """A weight of each reader, the belief that it asks for, the share of exact lines kept."""

    trust: float
    belief: float
    kept: float


def main(words: list[str]) -> None:
    """Print for each weight the belief, and how many exact lines it keeps."""
    parser = argparse.ArgumentParser(prog="calibration", description=__doc__)
    parser.add_argument("--specimens", type=int, default=560, help="of about 9 lines (%(default)s)")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args(words)
    with Pool(arguments.processes) as pool:
        seeds = range(_SEED, _SEED + arguments.specimens)
        zones = [zone for some in pool.imap(zones_of, seeds, chunksize=8) for zone in some]
    for trust in _TRUSTS:
        found = weighed(zones, trust)
        print(
            f"weight {trust}: belief {found.belief:.4f} keeps {found.kept:.2%} of the exact lines"
        )


def weighed(zones: Sequence[Zone], trust: float) -> Weighed:
    """What must be believed at this weight, and what it keeps."""
    lines = [line for zone in zones for line in believed_lines(zone, trust)]
    least = next((each for each in _BELIEFS if not accepted(lines, each)[1]), 1.0)
    belief = least + (1 - least) * _MARGIN
    return Weighed(trust, belief, accepted(lines, belief)[0])


def zones_of(seed: int) -> list[Zone]:
    """The zones of a specimen's harsh frames in which rows were found."""
    cv2.setNumThreads(1)
    specimen = draw(seed, dpi=DPI, mixed=seed % 2 == 0)
    told = [chances_of(lines, len(specimen.lines[0])) for lines in harsh_lines(specimen)]
    return [Zone(specimen.lines, *some) for some in told if some]


def believed_lines(zone: Zone, trust: float) -> Iterator[Line]:
    """The lines of a zone, each with its least belief; 0 where a digit refutes the zone."""
    judged, beliefs = judge(zone.chances, zone.witness, TODAY), np.zeros(1)
    if judged and judged.document.valid:
        both = np.vstack(zone.chances), np.vstack(zone.witness)
        beliefs = believed(judged.layout, _classes(judged.lines), *both, trust)
    beliefs = np.resize(beliefs, (len(zone.printed), len(zone.printed[0])))
    read = judged.lines if judged else ("",) * len(zone.printed)
    for line, printed, belief in zip(read, zone.printed, beliefs, strict=True):
        yield Line(line == printed, float(belief.min()))


def _classes(lines: Sequence[str]) -> Picture:
    return np.array([ALPHABET.index(letter) for letter in "".join(lines)])


def accepted(lines: Sequence[Line], belief: float) -> tuple[float, int]:
    """The share of exact lines that are believed so far, and how many wrong ones are."""
    exact = [line for line in lines if line.exact]
    kept = sum(line.belief >= belief for line in exact) / max(1, len(exact))
    return kept, sum(line.belief >= belief and not line.exact for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
