"""What would help whoever holds the camera."""

from collections.abc import Callable
from datetime import date
from functools import cache

import cv2
import numpy as np
import pytest

from moeli.reading import reader
from moeli.reading.advice import Advice
from moeli.reading.advising import advice
from moeli.specimens.camera import photograph
from moeli.specimens.specimen import draw

TODAY = date(2026, 11, 24)


@cache
def page() -> np.ndarray:
    frame = photograph(draw(7, format="TD3", dpi=150), "clean", 7)
    return cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)


def smudged() -> np.ndarray:
    """Two characters of the number are covered."""
    grey, frame = page().copy(), photograph(draw(7, format="TD3", dpi=150), "clean", 7)
    (left, top), (right, _), _, (_, bottom) = frame.zone
    pitch, middle = (right - left) / 44, round(top + 0.725 * (bottom - top))
    for column in (3, 8):
        x, half, tall = round(left + (column - 0.5) * pitch), round(pitch * 0.45), round(pitch)
        there = grey[middle - tall : middle + tall, x - half : x + half]
        there[:] = there.mean()
    return grey


def far() -> np.ndarray:
    table = np.full((960, 1280), 120, np.uint8)
    small = cv2.resize(page(), None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    table[300 : 300 + small.shape[0], 400 : 400 + small.shape[1]] = small
    return table


def turned() -> np.ndarray:
    height, width = page().shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 35, 0.8)
    return cv2.warpAffine(smudged(), matrix, (width, height), borderValue=120)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (page, Advice.READ),
        (lambda: np.full((600, 800), 230, np.uint8), Advice.NO_ZONE),
        (lambda: (page() * 0.05).astype(np.uint8), Advice.MORE_LIGHT),
        (lambda: cv2.GaussianBlur(page(), (0, 0), 6), Advice.HOLD_STILL),
        (far, Advice.CLOSER),
        (smudged, Advice.DOUBTFUL),
        (turned, Advice.TURN),
    ],
)
def test_one_thing_is_said_that_would_help(picture: Callable[[], np.ndarray], said: Advice) -> None:
    grey = picture()
    assert advice(grey, reader.look(grey, TODAY)) is said
