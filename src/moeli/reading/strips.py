"""A strip: one line of the zone, straightened, as the character reader wants it."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[Any]

HEIGHT = 36
PITCH = 18.0
MARGIN = 27
STRIDE = 4
ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BLANK = len(ALPHABET)
_GROUND, _ROUGH = 31, 6  # light changes slowly: it is averaged in a picture six times smaller


def normalised(strip: Picture) -> Picture:
    """A strip (HEIGHT × width, grey) as the reader's input: light of the ground evened out.

    float32, about zero on the ground and one standard deviation in the ink.
    """
    grey = strip.astype(np.float32)
    height, width = grey.shape
    wide = max(1, width // _ROUGH)
    cut = grey[:, : wide * _ROUGH]  # by a whole number: twenty times as fast
    small = cv2.resize(cut, (wide, max(1, height // _ROUGH)), interpolation=cv2.INTER_AREA)
    light = cv2.resize(cv2.GaussianBlur(small, (0, 0), _GROUND / _ROUGH), (width, height))
    lit = cv2.divide(grey, light + 8)
    mean, deviation = cv2.meanStdDev(lit)
    return np.asarray((lit - np.float32(mean[0, 0])) / np.float32(deviation[0, 0] + 1e-3))
