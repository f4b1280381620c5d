"""Where in a picture the zone may be: long dark bands of small strokes, at any angle."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from moeli.reading.strips import Picture

_LOOKED_AT = 1000  # the longer side, in pixels, of the picture that is searched
_STROKES = 11  # wider than any stroke of the zone in that picture, narrower than most else
_SEEN = 60  # of 255: a quarter of a point is ink
_STROKE = 50  # of 255: a stroke that somebody would read
_GRAIN = 1.3  # smoothed away before strokes are looked for
# At half that size: what closes gaps between characters, and what strays from the line is removed:
# small zones, large ones, zones with strong lines of the ground across.
_JOINS = ((5, 2), (11, 2), (7, 4))
_LEAST_LENGTH, _LEAST_RATIO = 0.22, 2.6
# Share of the threshold of ink, bands in all by then: usual, faint, on a ground of strong lines.
_PASSES = ((1.0, 4), (0.45, 6), (2.0, 8))
_BAND_LENGTH = 1200
_LONG = 1.45  # strong lines of the ground cut a zone into pieces: the band reaches beyond
_GROWN = 0.7  # of its length, where lines go on beyond a band
_ALIASED = 0.6  # pixels of the band in one of the picture: below it, pixels would be passed over
_TALL = 0.44  # of the length: the lines beside the one that was found are within this


@dataclass(frozen=True, slots=True)
class Band:
    """A straightened piece of the picture (grey) that may hold the zone, upright or upside down.

    `to_picture` takes a point of the band to its place in the picture, `box` is what was found.
    """

    picture: Picture
    to_picture: Picture
    box: cv2.typing.RotatedRect


def bands(grey: Picture) -> Iterator[Band]:
    """Pieces that may hold the zone, the likeliest first; then in faint and in strong ink."""
    scale = _LOOKED_AT / max(grey.shape)
    contrast = _contrast(_small(grey))
    kept: list[cv2.typing.RotatedRect] = []
    for share, most in _PASSES:
        for box in _found(contrast, share, scale / 2):
            if len(kept) < most and not any(_same(box, other) for other in kept):
                kept.append(box)
                yield _cut(grey, box)


def longer(grey: Picture, band: Band, before: bool, after: bool) -> Band | None:
    """The band grown beyond its left, its right end; None where it is as long as the picture.

    A lamp on the page makes half of a zone so pale that only the other half is found.
    """
    (x, y), (width, height), angle = _lying(band.box)
    if width > max(grey.shape) or not (before or after):
        return None
    turn, moved = np.radians(angle), (after - before) * _GROWN * width / 2
    centre = x + moved * float(np.cos(turn)), y + moved * float(np.sin(turn))
    return _cut(grey, (centre, (width * (1 + (before + after) * _GROWN), height), angle))


def written(grey: Picture) -> float:
    """Which share of the picture is thin dark strokes: writing, mostly."""
    return float((_contrast(_small(grey)) > _STROKE).mean())


def _small(grey: Picture) -> Picture:
    while max(grey.shape) >= 2 * _LOOKED_AT:
        grey = _halved(grey)
    scale = _LOOKED_AT / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)


def _halved(grey: Picture) -> Picture:
    """Averaged two by two: many times faster than by any other factor."""
    height, width = grey.shape[0] // 2, grey.shape[1] // 2
    even = grey[: height * 2, : width * 2]
    return cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)


def _found(contrast: Picture, share: float, scale: float) -> list[cv2.typing.RotatedRect]:
    """The boxes of what is ink above this share of the usual threshold, the likeliest first."""
    level, _mask = cv2.threshold(contrast, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    _level, mask = cv2.threshold(contrast, level * share, 255, cv2.THRESH_BINARY)
    half = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    strokes = (half > _SEEN).astype(np.uint8)
    found = [box for joins in _JOINS for box in _boxes(strokes, *joins, scale)]
    return [box for _score, box in sorted(found, key=lambda each: -each[0])]


def _contrast(small: Picture) -> Picture:
    """How dark thin strokes are against the light around them, 0 to 255."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKES, _STROKES))
    small = cv2.GaussianBlur(small, (5, 5), _GRAIN)
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, kernel)
    level = cv2.convertScaleAbs(cv2.blur(small, (61, 61)), beta=20)
    return np.asarray(cv2.divide(dark, level, scale=400))


def _boxes(
    strokes: Picture, join: int, stray: int, scale: float
) -> Iterator[tuple[float, cv2.typing.RotatedRect]]:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (join, join))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, kernel)
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((stray, stray), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        centre, size, angle = cv2.minAreaRect(contour)
        long, short = max(size), min(size)
        if long < _LEAST_LENGTH * _LOOKED_AT / 2 or short < 2 or long / short < _LEAST_RATIO:
            continue
        filled = cv2.contourArea(contour) / (long * short)
        grown = tuple(part / scale for part in size)
        yield filled**2 * long * short**0.5, ((centre[0] / scale, centre[1] / scale), grown, angle)


def _same(one: cv2.typing.RotatedRect, other: cv2.typing.RotatedRect) -> bool:
    away = np.hypot(one[0][0] - other[0][0], one[0][1] - other[0][1])
    return bool(away < 0.5 * min(*one[1], *other[1]) and 0.8 < max(one[1]) / max(other[1]) < 1.25)


def _cut(grey: Picture, box: cv2.typing.RotatedRect) -> Band:
    """The box with room around it, its long side level."""
    (x, y), (width, height), angle = _lying(box)
    scale = min(_BAND_LENGTH / (width * _LONG), 3.0)
    long, short = width * _LONG + height, max(height * 1.9, width * _TALL)
    turn, out = np.radians(angle), np.array((long, short)) * scale
    along = np.array((np.cos(turn), np.sin(turn))) / scale
    down = np.array((-np.sin(turn), np.cos(turn))) / scale
    start = np.array((x, y)) - along * out[0] / 2 - down * out[1] / 2
    matrix = np.stack([along, down, start], axis=1)
    shrink = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    source, matrix_in = _averaged(grey, matrix, scale)
    picture = cv2.warpAffine(
        source,
        matrix_in,
        (round(out[0]), round(out[1])),
        flags=shrink | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,  # beyond the edge it is as dark as nowhere on a page
    )
    return Band(picture, np.vstack([matrix, (0, 0, 1)]), box)


def _lying(box: cv2.typing.RotatedRect) -> cv2.typing.RotatedRect:
    """The same box, told by its long side."""
    centre, (width, height), angle = box
    return (centre, (height, width), angle + 90) if width < height else box


def _averaged(grey: Picture, matrix: Picture, scale: float) -> tuple[Picture, Picture]:
    """A picture much larger than the band is averaged first, since sampling it would alias."""
    while scale <= _ALIASED:
        grey, matrix, scale = _halved(grey), matrix / 2, scale * 2
    return grey, matrix
