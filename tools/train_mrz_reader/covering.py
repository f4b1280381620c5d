"""What lies over a line: a fingertip, a sticker, a blot, a lamp. What it hides was not seen.

A character of which nothing is left is learnt as ground, so that any may stand there; one of which
some is left is learnt as itself, so that a reader knows how much that some tells.
"""

from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from moeli.reading.strips import Picture

_GONE = 0.92  # so far covered that no ink shows through
_WIDTHS, _HEIGHTS = (0.3, 4.5), (0.4, 3.0)  # of a patch, in pitches
_STRAYS = 1.2  # how far from the line's middle its own lies at most, in pitches
_SOFTEST = 0.35  # its edge, in pitches
_SMEAR = 60  # pixels of the page that a thumb makes one


class Box(NamedTuple):
    """The ink of a line on the page, in its pixels."""

    left: float
    right: float
    middle: float
    pitch: float


def cover(page: Picture, box: Box, random: Random) -> tuple[Picture, Picture]:
    """The page with a patch or two over the line, and how far each pixel is covered, 0 to 1."""
    mask = np.zeros(page.shape[:2], np.float32)
    for _ in range(random.choice((1, 1, 2))):
        mask = np.maximum(mask, _patch(mask.shape, box, random))
    beneath = mask[..., None]
    return (page * (1 - beneath) + _colour(page, random) * beneath).astype(np.uint8), mask


def gone(mask: Picture, middle: float, tall: float, box: Box) -> float:
    """The share of a character, in the middle of which `middle` is, that is hidden for good."""
    rows = slice(round(box.middle - tall / 2), round(box.middle + tall / 2))
    columns = slice(round(middle - box.pitch * 0.4), round(middle + box.pitch * 0.4))
    return float((mask[rows, columns] > _GONE).mean())


def _patch(shape: tuple[int, ...], box: Box, random: Random) -> Picture:
    mask, pitch = np.zeros(shape, np.float32), box.pitch
    centre = (
        round(random.uniform(box.left, box.right)),
        round(box.middle + random.uniform(-_STRAYS, _STRAYS) * pitch),
    )
    half = [max(1, round(random.uniform(*some) * pitch / 2)) for some in (_WIDTHS, _HEIGHTS)]
    angle = random.uniform(-40, 40)
    strength = random.choice((1.0, 1.0, 1.0, random.uniform(0.5, 1)))
    if random.random() < 1 / 2:
        cv2.ellipse(mask, centre, half, angle, 0, 360, strength, -1)
    else:
        corners = cv2.boxPoints((centre, (half[0] * 2, half[1] * 2), angle))
        cv2.fillPoly(mask, [corners.astype(np.int32)], strength)
    return cv2.GaussianBlur(mask, (0, 0), max(0.5, pitch * random.uniform(0, _SOFTEST)))


def _colour(page: Picture, random: Random) -> Picture:
    """White as a lamp, one colour as skin or a sticker, or the page itself, smeared."""
    chance = random.random()
    if chance < 0.25:
        return np.full(3, 255.0)
    if chance < 0.8:
        level = random.uniform(0, 255)
        return np.clip([level + random.uniform(-40, 40) for _ in range(3)], 0, 255)
    return _smeared(page)


def _smeared(page: Picture) -> Picture:
    height, width = page.shape[:2]
    small = cv2.resize(page, (width // _SMEAR, height // _SMEAR), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height)).astype(np.float32)
