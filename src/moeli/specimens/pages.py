"""The visual zone: portrait, labelled data elements, and the mark SPECIMEN."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from moeli.specimens.guilloche import ground
from moeli.specimens.pictures import Picture
from moeli.specimens.sizes import Size, pixels

Box = tuple[int, int, int, int]
_MARGIN, _PORTRAIT_SHARE, _SMALLEST_STEP = 5.0, 0.27, 4.8


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a page lie, in pixels: left, top, right, bottom."""

    portrait: Box
    values: Mapping[str, Box]


def layout_of(size: Size, dpi: int, names: tuple[str, ...]) -> Layout:
    """Where portrait and values go: the portrait at the left, the values in rows beside it."""
    top, bottom = 10.5, size.lines[0] - 2.5
    right = _MARGIN + size.width * _PORTRAIT_SHARE
    columns = 1 if (bottom - top) / len(names) > _SMALLEST_STEP else 2
    rows = -(-len(names) // columns)
    step, width = (bottom - top) / rows, (size.width - _MARGIN - right - 3) / columns
    values = {}
    for at, name in enumerate(names):
        x, y = right + 3 + at // rows * width, top + at % rows * step
        values[name] = _box(x, y, x + width, y + step, dpi)
    portrait = _box(_MARGIN, top, right, min(bottom, top + (right - _MARGIN) * 9 / 7), dpi)
    return Layout(portrait, values)


def lay_out(
    size: Size,
    dpi: int,
    title: str,
    values: Mapping[str, str],
    face: Picture,
    random: Random,
) -> tuple[Picture, Layout]:
    """A page with everything but its machine-readable zone."""
    width, height = round(pixels(size.width, dpi)), round(pixels(size.height, dpi))
    layout = layout_of(size, dpi, tuple(values))
    page = paste(ground(width, height, random), face, layout.portrait)
    picture = Image.fromarray(page)
    pen = ImageDraw.Draw(picture)
    pen.text(
        (pixels(_MARGIN, dpi), pixels(3.2, dpi)), title, font=_font(3.6, dpi), fill=(20, 30, 90)
    )
    for name, text in values.items():
        left, top, _, bottom = layout.values[name]
        pen.text((left, top), name, font=_font(1.7, dpi), fill=(110, 110, 120))
        pen.text((left, (top + bottom) // 2 - 2), text, font=_font(2.7, dpi), fill=(15, 15, 20))
    return _marked(np.asarray(picture), size, dpi), layout


def write(page: Picture, box: Box, text: str, dpi: int, tone: tuple[int, int, int]) -> Picture:
    """The page with `text` written where the value of `box` stands."""
    picture = Image.fromarray(page)
    left, top, _, bottom = box
    ImageDraw.Draw(picture).text(
        (left, (top + bottom) // 2 - 2), text, font=_font(2.7, dpi), fill=tone
    )
    return np.asarray(picture)


def paste(page: Picture, picture: Picture, box: Box) -> Picture:
    """The page with `picture`, scaled, in `box`."""
    left, top, right, bottom = box
    page = page.copy()
    page[top:bottom, left:right] = cv2.resize(
        picture, (right - left, bottom - top), interpolation=cv2.INTER_AREA
    )
    return page


def _marked(page: Picture, size: Size, dpi: int) -> Picture:
    """SPECIMEN across the visual zone; the machine-readable zone stays as a reader meets it."""
    mark = Image.new("L", (page.shape[1], page.shape[0]), 0)
    at = (page.shape[1] * 0.62, pixels(size.lines[0], dpi) * 0.55)
    ImageDraw.Draw(mark).text(at, "SPECIMEN", font=_font(9, dpi), fill=70, anchor="mm")
    share = (np.asarray(mark.rotate(18, center=at)).astype(np.float32) / 255)[..., None]
    return (page * (1 - share) + np.array((190, 20, 30)) * share).astype(np.uint8)


def _font(millimetres: float, dpi: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=max(6, pixels(millimetres, dpi)))


def _box(left: float, top: float, right: float, bottom: float, dpi: int) -> Box:
    return tuple(round(pixels(each, dpi)) for each in (left, top, right, bottom))  # type: ignore[return-value]  # four
