"""Where in a picture the zone may be: long dark bands of small strokes, at any angle."""

from collections.abc import Iterator
from math import hypot

import cv2
import numpy as np

from moeli.reading.band import Band, Halvings, cut
from moeli.reading.strips import Picture

_LOOKED_AT = 1000  # the longer side, in pixels, of the picture that is searched
_STROKES = 11  # wider than any stroke of the zone in that picture, narrower than most else
_SEEN = 60  # of 255: a quarter of a point is ink
_STROKE = 50  # of 255: a stroke that somebody would read
_LIGHT = 15  # what is around is averaged so far, in a picture halved twice
# At half that size: what closes gaps between characters, and what strays from the line is removed:
# small zones, large ones, zones with strong lines of the ground across.
_JOINS = ((5, 2), (11, 2), (7, 4))
_LEAST_LENGTH, _LEAST_RATIO = 0.22, 2.6
# Share of the threshold of ink, bands in all by then: usual, faint, on a ground of strong lines.
_PASSES = ((1.0, 4), (0.45, 6), (2.0, 8))


def bands(grey: Picture) -> Iterator[Band]:
    """Pieces that may hold the zone, the likeliest first; then in faint and in strong ink."""
    halvings = Halvings(grey)
    scale, contrast = _LOOKED_AT / halvings.side, _contrast(_small(halvings))
    kept: list[cv2.typing.RotatedRect] = []
    for share, most in _PASSES:
        for box in _found(contrast, share, scale / 2):
            if len(kept) < most and not any(_same(box, other) for other in kept):
                kept.append(box)
                yield cut(halvings, box)


def written(grey: Picture) -> float:
    """Which share of the picture is thin dark strokes: writing, mostly."""
    return float((_contrast(_small(Halvings(grey))) > _STROKE).mean())


def _small(halvings: Halvings) -> Picture:
    times = max(0, int(np.log2(halvings.side / _LOOKED_AT)))
    grey = halvings[times]
    scale = _LOOKED_AT / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)


def _found(contrast: Picture, share: float, scale: float) -> list[cv2.typing.RotatedRect]:
    """The boxes of what is ink above this share of the usual threshold, the likeliest first."""
    level, _mask = cv2.threshold(contrast[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    _level, mask = cv2.threshold(contrast, level * share, 255, cv2.THRESH_BINARY)
    half = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    strokes = (half > _SEEN).astype(np.uint8)
    found = [box for joins in _JOINS for box in _boxes(strokes, *joins, scale)]
    return [box for _score, box in sorted(found, key=lambda each: -each[0])]


def _contrast(small: Picture) -> Picture:
    """How dark thin strokes are against the light around them, 0 to 255."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKES, _STROKES))
    small = cv2.blur(cv2.blur(small, (3, 3)), (3, 3))  # nearly a Gaussian, and twice as fast
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, kernel)
    return np.asarray(cv2.divide(dark, _light(small), scale=400))


def _light(small: Picture) -> Picture:
    """How light it is around each point; it changes so slowly that a small picture tells it."""
    around = cv2.blur(Halvings(small)[2], (_LIGHT, _LIGHT))
    return cv2.convertScaleAbs(cv2.resize(around, small.shape[::-1]), beta=20)


def _boxes(
    strokes: Picture, join: int, stray: int, scale: float
) -> Iterator[tuple[float, cv2.typing.RotatedRect]]:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (join, join))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, kernel)
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((stray, stray), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        _left, _top, wide, tall = cv2.boundingRect(contour)
        if hypot(wide, tall) < _LEAST_LENGTH * _LOOKED_AT / 2:
            continue
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
