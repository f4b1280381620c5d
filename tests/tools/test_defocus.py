"""Strips out of focus: as far as the held-out kind, and never as it."""

from random import Random

import cv2
import numpy as np
import pytest

from moeli.specimens import camera
from tools.train_mrz_reader import defocus, drawing

PITCH = 30  # pixels at 300 dots an inch, at which the camera's kinds are drawn
SIGMA = 5  # pixels, of the kind that is held out


def test_a_picture_keeps_its_light_and_loses_its_edges() -> None:
    picture = np.zeros((60, 200, 3), np.uint8)
    picture[:, 80:120] = 200
    for seed in range(20):
        seen = defocus.defocused(picture, PITCH, Random(seed))
        assert abs(float(seen.mean()) - float(picture.mean())) < 2
        assert len(np.unique(seen)) > 3


@pytest.mark.parametrize("seed", range(30))
def test_no_gaussian_is_as_wide_as_the_kind_that_is_held_out(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    spreads: list[float] = []
    monkeypatch.setattr(cv2, "GaussianBlur", lambda seen, _size, spread: spreads.append(spread))
    monkeypatch.setattr(cv2, "filter2D", lambda *_all: None)
    defocus.defocused(np.zeros((9, 9), np.uint8), PITCH, Random(seed))
    scales = [camera._steady(Random(each)).scale for each in range(99)]
    held = SIGMA / (PITCH * max(scales)), SIGMA / (PITCH * min(scales))
    assert not any(held[0] <= spread / PITCH <= held[1] for spread in spreads)


def test_the_scale_of_81_dots_an_inch_lies_between_those_that_are_learnt() -> None:
    scale = camera.KINDS["dpi_81"].stance(Random(1)).scale
    assert not any(low <= scale <= high for low, high in drawing._SCALES)
