"""The ground of a page: tinted paper and woven lines, as security print has them."""

from random import Random

import cv2
import numpy as np

from moeli.specimens.pictures import Picture

_PAPERS = ((246, 243, 234), (236, 242, 246), (240, 246, 238), (247, 238, 240), (232, 238, 228))
_INKS = ((150, 178, 205), (176, 200, 168), (206, 172, 176), (180, 176, 210), (205, 190, 150))
_FRACTIONAL_BITS = 3


def ground(width: int, height: int, random: Random) -> Picture:
    """An empty page, RGB."""
    page = np.empty((height, width, 3), np.uint8)
    page[:] = random.choice(_PAPERS)
    for _ in range(random.choice((1, 2, 2, 3))):
        _weave(page, random, random.choice(_INKS))
    return page


def _weave(page: Picture, random: Random, ink: tuple[int, int, int]) -> None:
    height, width = page.shape[:2]
    x = np.linspace(0, width, 160)
    swing = random.uniform(0.02, 0.08) * height
    waves, drift = random.uniform(2, 7), random.uniform(0.5, 3)
    step = max(6, height // random.randint(24, 60))
    for at in range(-height // 4, height + height // 4, step):
        phase = at / height * drift * 6.28
        y = at + swing * np.sin(x / width * waves * 6.28 + phase)
        points = np.stack([x, y], axis=1) * 2**_FRACTIONAL_BITS
        cv2.polylines(page, [points.astype(np.int32)], False, ink, 1, cv2.LINE_AA, _FRACTIONAL_BITS)
