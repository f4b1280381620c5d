"""Advice told from one picture that was not read beyond doubt."""

import cv2
import numpy as np

from moeli.reading import finder
from moeli.reading.advice import Advice
from moeli.reading.sight import Sight
from moeli.reading.strips import Picture

_LOOKED_AT = 1000  # the longer side of the picture that is measured
_DARK, _BRIGHTEST = 45, 110  # of 255: the mean, and what the brightest part should reach
_SMALL = 8.0  # pixels from character to character: below it nobody reads
_ASLANT = 12.0  # degrees
_UNSHARP = 60.0  # variance of the Laplacian, in a picture of that size
_PLAIN = 20.0  # deviation of the light: a table with nothing on it is not unsharp
_LITTLE, _MUCH = 0.001, 0.012  # shares of strokes: some writing far away, a page that fills it


def advice(grey: Picture, seen: Sight | None) -> Advice:
    """The one thing that would help most."""
    if seen and seen.judged.ok:
        return Advice.READ if seen.judged.name_witnessed else Advice.DOUBTFUL
    small = _small(grey)
    if small.mean() < _DARK and np.percentile(small, 95) < _BRIGHTEST:
        return Advice.MORE_LIGHT
    if seen and seen.pitch() < _SMALL:
        return Advice.CLOSER
    if small.std() > _PLAIN and cv2.Laplacian(small, cv2.CV_32F).var() < _UNSHARP:
        return Advice.HOLD_STILL
    if seen:
        level = abs((seen.angle() + 45) % 90 - 45)
        return Advice.TURN if level > _ASLANT else Advice.DOUBTFUL
    return Advice.CLOSER if _LITTLE < finder.written(grey) < _MUCH else Advice.NO_ZONE


def _small(grey: Picture) -> Picture:
    scale = _LOOKED_AT / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
