"""The lines within a band: followed where they were printed, and cut out in the right height."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading.finder import Band, bands
from moeli.reading.strips import HEIGHT, STRIDE, Picture, normalised
from moeli.reading.tracks import Track, strip_of, tracks
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


def test_a_strip_has_the_readers_height() -> None:
    band, _lines = band_with_zone("TD3", "clean")
    for track in tracks(band.picture):
        strip = strip_of(band.picture, track)
        assert strip.shape[0] == HEIGHT
        assert strip.shape[1] > STRIDE
        assert strip.dtype == np.uint8


def test_light_of_the_ground_does_not_change_a_strip() -> None:
    band, _lines = band_with_zone("TD3", "clean")
    strip = strip_of(band.picture, tracks(band.picture)[0])
    dimmed = (strip * 0.5).astype(np.uint8)
    assert np.abs(normalised(strip) - normalised(dimmed)).mean() < 0.1


def test_strokes_far_paler_than_the_print_belong_to_the_ground() -> None:
    band = np.full((300, 1200), 230, np.uint8)
    for top, shade in ((40, 190), (140, 40), (220, 40)):
        band[top : top + 24].reshape(24, -1, 20)[:, 3:57, :4] = shade
    assert [round(each.middle, -1) for each in tracks(band)] == [150, 230]


def test_there_are_no_lines_where_there_is_no_text() -> None:
    assert tracks(np.full((300, 1200), 200, np.uint8)) == []


@settings(max_examples=examples(30))
@given(st.integers(40, 200), st.integers(60, 400), st.integers(0, 2**32 - 1))
def test_no_band_stops_the_tracks(height: int, width: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 255, (height, width)).astype(np.uint8)
    for track in tracks(picture):
        assert strip_of(picture, track).shape[0] == HEIGHT
