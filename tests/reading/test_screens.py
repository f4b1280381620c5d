"""A photograph of a screen shows; paper, however badly photographed, does not."""

import cv2
import numpy as np
import pytest

from moeli.reading.screens import beat, shows_a_screen
from moeli.reading.strips import Picture
from moeli.specimens.camera import photograph
from tests.specimens.drawn import drawn


def taken(kind: str) -> Picture:
    specimen = drawn(83_001, format="TD3")
    image = photograph(specimen, kind, specimen.seed).image
    _done, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))


def test_a_screen_is_seen() -> None:
    assert shows_a_screen(taken("moire"))


@pytest.mark.parametrize("kind", ["clean", "turned", "far", "noisy", "jpeg", "dpi_81", "clutter"])
def test_paper_is_no_screen(kind: str) -> None:
    assert not shows_a_screen(taken(kind))


def test_a_print_raster_on_a_part_of_the_picture_is_no_screen() -> None:
    picture = taken("clean").astype(np.float32)
    raster = 20 * np.sin(np.arange(picture.shape[1]) * 2 * np.pi / 4.3)
    picture[:, : picture.shape[1] // 2] += raster[: picture.shape[1] // 2]
    assert not shows_a_screen(np.clip(picture, 0, 255).astype(np.uint8))
    picture[:, picture.shape[1] // 2 :] += raster[picture.shape[1] // 2 :]
    assert shows_a_screen(np.clip(picture, 0, 255).astype(np.uint8))


def test_a_picture_smaller_than_a_piece_says_nothing() -> None:
    assert beat(np.zeros((255, 900), np.uint8)) == 0
