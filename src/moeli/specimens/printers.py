"""How a zone gets onto paper: cuts of OCR-B, ink, weight, unevenness."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from moeli.specimens.pictures import Picture
from moeli.specimens.sizes import PITCH, Size, pixels

CUTS = ("OCRB", "OCRBS")
_HEIGHT_OF_EM = 2.54 / 0.723  # mm: the em at which a character's advance is one pitch


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer's hand: its cut of OCR-B, ink (0 = black), weight and unsteadiness in pixels."""

    cut: str
    ink: int
    weight: int
    jitter: float
    specks: float


def choose(random: Random, cuts: tuple[str, ...] = CUTS) -> Printer:
    """A printer at random, of one of `cuts`."""
    return Printer(
        cut=random.choice(cuts),
        ink=random.choice((0, 10, 25, 45, 70)),
        weight=random.choice((-1, 0, 0, 0, 1)),
        jitter=random.choice((0.0, 0.3, 0.8)),
        specks=random.choice((0.0, 0.0, 0.01, 0.03)),
    )


def print_zone(
    page: Picture, lines: tuple[str, ...], size: Size, dpi: int, printer: Printer, random: Random
) -> Picture:
    """The page (height × width × 3, RGB) with the zone printed on it."""
    ink = Image.new("L", (page.shape[1], page.shape[0]), 0)
    pen, font = ImageDraw.Draw(ink), _font(printer.cut, round(pixels(_HEIGHT_OF_EM, dpi)))
    for top, line in zip(size.lines, lines, strict=True):
        for at, character in enumerate(line):
            x = pixels(size.left + at * PITCH, dpi) + random.uniform(-1, 1) * printer.jitter
            y = pixels(top, dpi) + random.uniform(-1, 1) * printer.jitter
            pen.text((x, y), character, font=font, fill=255)
    return _onto(page, _worn(np.asarray(ink), printer, random), printer.ink)


def _worn(ink: Picture, printer: Printer, random: Random) -> Picture:
    kernel = np.ones((2, 2), np.uint8)
    if printer.weight:
        change = cv2.dilate if printer.weight > 0 else cv2.erode
        ink = change(ink, kernel)
    if printer.specks:
        noise = np.random.default_rng(random.randrange(2**32)).random(ink.shape)
        ink = np.where(noise < printer.specks, ink // 3, ink)
    return ink


def _onto(page: Picture, ink: Picture, tone: int) -> Picture:
    share = (ink.astype(np.float32) / 255)[..., None]
    return (page * (1 - share) + tone * share).astype(np.uint8)


@cache
def _font(cut: str, height: int) -> ImageFont.FreeTypeFont:
    data = files("moeli.specimens").joinpath("fonts", f"{cut}.otf").read_bytes()
    return ImageFont.truetype(BytesIO(data), height)
