"""Lines cut out of harshly damaged pictures: how many exact ones are kept, how many are wrong."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from moeli.cli.benches.read.pictures import TODAY
from moeli.reading import looking
from moeli.reading.lines import Line
from moeli.reading.strips import HEIGHT, MARGIN, PITCH, Picture
from moeli.specimens.camera import KINDS, Frame, photograph
from moeli.specimens.specimen import Specimen, draw

DPI = 200
_STANDS = ("clean", "turned", "tilted", "far")
_HARMS = ("blurred", "moved", "noisy", "jpeg", "dark", "shadow", "glare", "moire", "faint")
_FRAMES = 4  # of each specimen
_ZONES_HEIGHT = {2: 10.45, 3: 16.1}  # mm


class Crop(NamedTuple):
    """One line: as printed, as read, and whether nothing of it was said to be doubtful."""

    printed: str
    read: str
    accepted: bool


def counted(seed: int, count: int) -> dict[str, object]:
    """How many of `count` lines are exact, how many of those kept, how many silently wrong."""
    read: list[Crop] = []
    while len(read) < count:
        read += crops_of(draw(seed, dpi=DPI, mixed=seed % 2 == 0))
        seed += 1
    exact = [each for each in read if each.read == each.printed]
    return {
        "lines": len(read),
        "exact": len(exact),
        "kept of the exact": f"{sum(each.accepted for each in exact) / max(1, len(exact)):.2%}",
        "silent": sum(each.accepted and each.read != each.printed for each in read),
    }


def crops_of(specimen: Specimen) -> Iterator[Crop]:
    """The lines of some harsh frames of a specimen, read as one zone."""
    for lines in harsh_lines(specimen):
        yield from _read(specimen, lines)


def harsh_lines(specimen: Specimen) -> Iterator[list[Line]]:
    """The lines of each of some harsh frames of a specimen."""
    random = Random(f"harsh:{specimen.seed}")  # noqa: S311 -- drawing, not keys
    for at in range(_FRAMES):
        frame = photograph(specimen, random.choice(_STANDS), specimen.seed + at)
        image = frame.image
        for harm in random.sample(_HARMS, random.choice((1, 2, 2))):
            image = KINDS[harm].harm(image, random)
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        yield [Line(_cut(grey, specimen, frame, y, random)) for y in specimen.middles]


def _read(specimen: Specimen, lines: Sequence[Line]) -> Iterator[Crop]:
    judged = looking.judged(lines, len(specimen.lines[0]), TODAY)
    doubted = {doubt.line for doubt in judged.doubts} if judged else set()
    for at, printed in enumerate(specimen.lines):
        accepted = bool(judged and judged.document.valid and at + 1 not in doubted)
        yield Crop(printed, judged.lines[at] if judged else "", accepted)


def _cut(grey: Picture, specimen: Specimen, frame: Frame, down: float, random: Random) -> Picture:
    """The strip about a line, roughly where it is."""
    count, tall = len(specimen.lines[0]), _ZONES_HEIGHT[len(specimen.lines)]
    wide = count * PITCH
    step = PITCH / 2.54 * random.uniform(0.93, 1.07)
    top = HEIGHT / 2 - down * tall * step + random.uniform(-2, 2)
    lean = random.uniform(-1.5, 1.5)
    left, right, bottom = MARGIN, MARGIN + wide, top + tall * step
    there = [(left, top - lean), (right, top + lean), (right, bottom + lean), (left, bottom - lean)]
    zone = np.array(frame.zone, np.float32)
    matrix = cv2.getPerspectiveTransform(zone, np.array(there, np.float32))
    return cv2.warpPerspective(grey, matrix, (round(wide) + 2 * MARGIN, HEIGHT))
