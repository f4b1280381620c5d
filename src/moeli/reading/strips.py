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
    rough = (max(1, width // _ROUGH), max(1, height // _ROUGH))
    small = cv2.resize(grey, rough, interpolation=cv2.INTER_AREA)
    light = cv2.resize(cv2.GaussianBlur(small, (0, 0), _GROUND / _ROUGH), (width, height))
    lit = grey / (light + 8)
    return np.asarray((lit - lit.mean()) / (lit.std() + 1e-3))
