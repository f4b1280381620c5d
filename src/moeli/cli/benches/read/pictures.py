"""The pictures of the bench, and how our own reader does on one."""

from collections.abc import Iterator
from datetime import date
from time import process_time
from typing import NamedTuple

import cv2

from moeli.cli.benches.read.readings import Reading, of_ours
from moeli.reading import images, reader
from moeli.specimens.camera import KINDS, photograph
from moeli.specimens.printers import CUTS
from moeli.specimens.specimen import Specimen, draw

TODAY = date(2026, 11, 25)


class Taken(NamedTuple):
    """A picture (JPEG), its kind, and the lines that are printed in it."""

    kind: str
    printed: tuple[str, ...]
    data: bytes


def taken(seed: int, count: int, cuts: tuple[str, ...] = CUTS) -> Iterator[Taken]:
    """`count` specimens in every kind of picture, every second with a mixed number."""
    for at in range(count):
        specimen = draw(seed + at, mixed=at % 2 == 0, cuts=cuts)
        for kind in KINDS:
            yield picture_of(specimen, kind)


def picture_of(specimen: Specimen, kind: str) -> Taken:
    """The specimen photographed in the manner of `kind`, stored as JPEG."""
    image = photograph(specimen, kind, specimen.seed).image
    _done, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
    return Taken(kind, specimen.lines, data.tobytes())


def ours(picture: Taken) -> Reading:
    """Our reading, from the JPEG's bytes on; the time is the processor's."""
    start = process_time()
    judged = reader.read(images.grey(picture.data), TODAY)
    return of_ours(picture.printed, judged, (process_time() - start) * 1000)
