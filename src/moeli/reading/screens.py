"""Whether a picture shows a screen: the points of a screen beat with those of the camera.

Such a beat has one period and one direction and lies over the whole picture, table and all; print
and paper have theirs only where they are. So it is looked for in pieces all over the picture.
"""

from functools import cache

import cv2
import numpy as np
from numpy.fft import fftfreq, rfft2, rfftfreq  # now: numpy itself loads them late

from moeli.reading.strips import Picture

_SIDE = 256  # pixels of a piece
_DOWN, _ACROSS, _WITHOUT = 3, 4, 2  # pieces, and how many of them may lack the beat
_LONGEST, _SHORTEST = 7.5, 2.1  # pixels: periods that are looked for
_BLOCK = 8  # pixels: JPEG itself repeats after so many, level and upright
_AROUND = 31  # frequencies, about each, that it is measured against
_STANDS_OUT = 9.0  # times: drawn screens had 15 and more, no other drawn picture above 7
_FAINT = 0.5  # times the side: so strong is a wave that the eye would hardly see


def shows_a_screen(grey: Picture) -> bool:
    """Whether one wave runs through nearly every part of the picture; False for a small one."""
    return beat(grey) > _STANDS_OUT


def beat(grey: Picture) -> float:
    """By how many times the strongest common wave exceeds those like it."""
    height, width = grey.shape
    if min(height, width) < _SIDE:
        return 0.0
    tops = np.linspace(0, height - _SIDE, _DOWN).astype(int)
    lefts = np.linspace(0, width - _SIDE, _ACROSS).astype(int)
    pieces = [grey[top : top + _SIDE, left : left + _SIDE] for top in tops for left in lefts]
    waves = np.sort([_waves(piece) for piece in pieces], axis=0)[_WITHOUT]
    return float((waves * _looked_at()).max())


def _waves(piece: Picture) -> Picture:
    """For each frequency, how far it stands out; neighbours share it."""
    window = np.outer(np.hanning(_SIDE), np.hanning(_SIDE))
    strength = np.abs(rfft2((piece - piece.mean()) * window)).astype(np.float32)
    usual = cv2.blur(strength, (_AROUND, _AROUND)) + _SIDE * _FAINT
    return cv2.dilate(strength / usual, np.ones((3, 3)))


@cache
def _looked_at() -> Picture:
    """Frequencies that a screen's beat may have, without those of JPEG's blocks."""
    down, across = fftfreq(_SIDE)[:, None], rfftfreq(_SIDE)[None]
    frequency = np.hypot(down, across)
    level = (np.abs(across) < 2 / _SIDE) | (np.abs(down) < 2 / _SIDE)
    from_block = np.abs((frequency * _BLOCK + 0.5) % 1 - 0.5)
    blocks = level & (from_block < _BLOCK * 1.6 / _SIDE)
    return np.asarray((frequency > 1 / _LONGEST) & (frequency < 1 / _SHORTEST) & ~blocks)
