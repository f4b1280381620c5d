"""Where the zone may be: it lies in one of the first bands, however the picture was taken."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading.band import Band
from moeli.reading.finder import bands, written
from moeli.reading.strips import Picture
from moeli.specimens.camera import KINDS, photograph
from moeli.specimens.pictures import Corners
from moeli.specimens.specimen import draw
from tests.trying import examples

WHOLE = [name for name, kind in KINDS.items() if kind.group in ("ordinary", "hard")]


def grey_of(image: Picture) -> Picture:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def within(band: Band, zone: Corners) -> bool:
    """Whether the whole zone, less a tenth of its edges, lies in the band."""
    points = np.array([zone], np.float64)
    middle = points.mean(axis=1, keepdims=True)
    inner = middle + (points - middle) * 0.9
    seen = cv2.perspectiveTransform(inner, np.linalg.inv(band.to_picture))[0]
    height, width = band.picture.shape
    inside = (seen >= 0) & (seen <= (width, height))
    return bool(inside.all())


@pytest.mark.parametrize("kind", WHOLE)
def test_the_zone_lies_in_a_band(kind: str) -> None:
    specimen = draw(70_001)
    frame = photograph(specimen, kind, 70_001)
    assert any(within(band, frame.zone) for band in bands(grey_of(frame.image)))


@pytest.mark.parametrize("quarter", range(4))
def test_the_band_is_level_however_the_page_is_turned(quarter: int) -> None:
    frame = photograph(draw(70_002, format="TD3"), "clean", 3)
    turned = np.ascontiguousarray(np.rot90(grey_of(frame.image), quarter))
    first = next(bands(turned))
    assert first.picture.shape[1] > first.picture.shape[0]


def test_nothing_is_found_in_a_picture_of_nothing() -> None:
    assert list(bands(np.zeros((400, 600), np.uint8))) == []
    assert list(bands(np.full((400, 600), 255, np.uint8))) == []


@pytest.mark.parametrize("seed", [20_510_000_007, 20_510_000_012])
def test_a_zone_is_found_on_a_ground_of_strong_lines(seed: int) -> None:
    specimen = draw(seed, dpi=150)  # a line of the ground is a pixel wide, however few there are
    frame = photograph(specimen, "clean", seed)
    assert any(within(band, frame.zone) for band in bands(grey_of(frame.image)))


@pytest.mark.parametrize("light", [0.35, 0.6])
def test_as_much_is_written_in_the_dark_as_in_the_light(light: float) -> None:
    page = grey_of(photograph(draw(70_003, format="TD3"), "clean", 3).image)
    assert written((page * light).astype(np.uint8)) == pytest.approx(written(page), rel=0.25)


def test_a_ninth_band_is_never_tried() -> None:
    noise = np.random.default_rng(5).integers(0, 255, (500, 700)).astype(np.uint8)
    assert len(list(bands(noise))) <= 8


@settings(max_examples=examples(30))
@given(st.integers(60, 300), st.integers(60, 300), st.integers(0, 2**32 - 1))
def test_no_picture_stops_the_finder(height: int, width: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    picture = chance.integers(0, 255, (height, width)).astype(np.uint8)
    picture[: height // 2] = chance.integers(0, 255)
    assert all(band.picture.ndim == 2 for band in bands(picture))
