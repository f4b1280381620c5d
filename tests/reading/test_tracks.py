"""The lines within a band: followed where they were printed, and cut out in the right height."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading.band import Band
from moeli.reading.finder import bands
from moeli.reading.strips import Picture
from moeli.reading.tracks import Track, tracks
from moeli.specimens.camera import photograph
from moeli.specimens.sizes import pixels, size_of
from moeli.specimens.specimen import draw
from tests.trying import examples

_MIDDLE_OF_INK = 0.88 + 2.45 / 2  # mm below the upper edge of a line


def band_with_zone(format: str, kind: str) -> tuple[Band, Picture]:
    """The first band, and the middles of the printed lines in it, from left to right."""
    specimen = draw(71_000, format=format)
    frame = photograph(specimen, kind, 71_000)
    band = next(bands(cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)))
    size, dpi = size_of(format), specimen.dpi
    left, top, right, bottom = specimen.zone
    box = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    to_frame = cv2.getPerspectiveTransform(box, np.array(frame.zone, np.float32))
    ends = [
        (x, pixels(line + _MIDDLE_OF_INK, dpi))
        for line in size.lines
        for x in np.linspace(left * 0.8 + right * 0.2, left * 0.2 + right * 0.8, 5)
    ]
    matrix = np.linalg.inv(band.to_picture) @ to_frame
    points = cv2.perspectiveTransform(np.array([ends], np.float64), matrix)[0]
    return band, points.reshape(len(size.lines), 5, 2)


def away(track: Track, middles: Picture) -> float:
    """How far a track runs from the middles of a line, in heights of a capital."""
    offsets = np.abs(np.polyval(track.curve, middles[:, 0]) - middles[:, 1])
    return float(offsets.max()) / track.height


@pytest.mark.parametrize("format", ["TD3", "TD1", "MRV-B"])
@pytest.mark.parametrize("kind", ["clean", "noisy", "far"])
def test_each_printed_line_is_followed(format: str, kind: str) -> None:
    band, lines = band_with_zone(format, kind)
    found = tracks(band.picture)
    if lines[0, 0, 0] > lines[0, -1, 0]:
        pytest.skip("the band is upside down, which the reader turns")
    for middles in lines:
        assert min(away(track, middles) for track in found) < 0.5


def test_strokes_far_paler_than_the_print_belong_to_the_ground() -> None:
    band = np.full((150, 600), 230, np.uint8)
    for top, shade in ((20, 190), (70, 40), (110, 40)):
        band[top : top + 12].reshape(12, -1, 10)[:, 3:57, :3] = shade
    assert [each.middle for each in tracks(band)] == pytest.approx([75.5, 115.5], abs=0.5)


@pytest.mark.parametrize("slope", [0.0, 0.02, -0.05])
@pytest.mark.parametrize("tall", [9.5, 11.0, 12.25])
def test_a_line_is_measured_to_a_part_of_a_pixel(slope: float, tall: float) -> None:
    large = np.full((150 * 8, 600 * 8), 230, np.uint8)
    for x in range(240, 4560, 80):
        middle = round((75 + slope * (x / 8 - 300)) * 8)
        large[round(middle - tall * 4) : round(middle + tall * 4), x : x + 24] = 40
    (found,) = tracks(cv2.resize(large, (600, 150), interpolation=cv2.INTER_AREA))
    across = np.array((50.0, 300.0, 550.0))
    assert np.abs(np.polyval(found.curve, across) - (74.5 + slope * (across - 300))).max() < 0.6
    assert found.height == pytest.approx(tall, rel=0.12)


def test_there_are_no_lines_where_there_is_no_text() -> None:
    assert tracks(np.full((150, 600), 200, np.uint8)) == []


@settings(max_examples=examples(30))
@given(st.integers(40, 200), st.integers(60, 400), st.integers(0, 2**32 - 1))
def test_no_band_stops_the_tracks(height: int, width: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 255, (height, width)).astype(np.uint8)
    for track in tracks(picture):
        assert track.left <= track.right
        assert track.height > 0
