"""A straightened piece of a picture: it knows its place, grows, and is cut from what is sharp."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading.band import Band, Halvings, cut
from moeli.reading.finder import bands
from moeli.reading.strips import HEIGHT, MARGIN, STRIDE, Picture, normalised
from moeli.reading.tracks import Track, tracks
from moeli.specimens.camera import photograph
from moeli.specimens.specimen import draw
from tests.trying import examples


def grey_of(image: Picture) -> Picture:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def clean_page() -> Picture:
    return grey_of(photograph(draw(70_003, format="TD3"), "clean", 3).image)


def ends_in(band: Band, other: Band) -> Picture:
    """Where the left and the right end of a band lie along another."""
    height, width = band.picture.shape
    ends = np.array([[(0, height / 2), (width, height / 2)]], np.float64)
    way = np.linalg.inv(other.to_picture) @ band.to_picture
    return cv2.perspectiveTransform(ends, way)[0, :, 0]


def test_a_band_knows_its_place_in_the_picture() -> None:
    grey = clean_page()
    band = next(bands(grey))
    height, width = band.picture.shape
    centre = np.array([[[width / 2, height / 2]]])
    x, y = cv2.perspectiveTransform(centre, band.to_picture)[0, 0]
    around = grey[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3]
    seen = band.picture[height // 2 - 2 : height // 2 + 3, width // 2 - 2 : width // 2 + 3]
    assert abs(float(around.mean()) - float(seen.mean())) < 25


def test_a_band_grows_beyond_the_end_where_its_lines_go_on() -> None:
    grey = clean_page()
    band = next(bands(grey))
    for before, after in ((True, False), (False, True)):
        grown = band.longer(before=before, after=after)
        assert grown
        left, right = ends_in(band, grown) / grown.picture.shape[1]
        assert (left > 0.2) == before
        assert (right < 0.8) == after


def test_a_band_grows_no_longer_than_the_picture() -> None:
    grey = clean_page()
    band, grown = next(bands(grey)), 0
    while longer_one := band.longer(before=True, after=True):
        band, grown = longer_one, grown + 1
    assert 1 <= grown <= 2
    assert next(bands(grey)).longer(before=False, after=False) is None


def test_a_strip_has_the_readers_height() -> None:
    band = next(bands(clean_page()))
    for track in tracks(band.picture):
        strip = band.strip(track)
        assert strip.shape == (HEIGHT, track.strip_width)
        assert strip.shape[1] > STRIDE
        assert strip.dtype == np.uint8


def test_a_strip_is_cut_from_the_picture_and_not_from_the_band() -> None:
    band = next(bands(clean_page()))
    of_band = replace(band, to_picture=np.eye(3), halvings=Halvings(band.picture), halved=0)
    for track in tracks(band.picture):
        sharp, soft = (
            cv2.Laplacian(each.strip(track), cv2.CV_32F).var() for each in (band, of_band)
        )
        assert sharp > 2 * soft


@pytest.mark.parametrize("times", [2, 4])
def test_a_larger_picture_gives_the_same_strips(times: int) -> None:
    page = clean_page()
    large = cv2.resize(page, None, fx=times, fy=times, interpolation=cv2.INTER_NEAREST)
    band, other = next(bands(page)), next(bands(large))
    assert other.halved == band.halved + times // 2
    for track, like in zip(tracks(band.picture), tracks(other.picture), strict=True):
        assert np.abs(like.curve - track.curve).max() < 1
        assert like.strip_width == pytest.approx(track.strip_width, rel=0.03)
    far = np.array([[[0.0, 0.0], [band.picture.shape[1], 0.0]]])
    there, here = (cv2.perspectiveTransform(far, each.to_picture) for each in (other, band))
    assert np.abs(there / times - here).max() < 4


def test_a_strip_lies_at_the_same_place_in_each_halving() -> None:
    band = next(bands(cv2.resize(clean_page(), None, fx=2, fy=2)))
    for track in tracks(band.picture):
        first, other = (replace(band, halved=times).strip(track) for times in (0, 1))
        (x, y), _sure = cv2.phaseCorrelate(first.astype(np.float32), other.astype(np.float32))
        assert np.hypot(x, y) < 0.1


@pytest.mark.parametrize("shadow", [0.5, np.linspace(0.3, 1, 900)])
def test_light_of_the_ground_does_not_change_a_strip(shadow: Picture | float) -> None:
    band = next(bands(clean_page()))
    strip = max((band.strip(each) for each in tracks(band.picture)), key=np.size)[:, :900]
    dimmed = (strip * np.resize(shadow, strip.shape[1])).astype(np.uint8)
    assert np.abs(normalised(strip) - normalised(dimmed)).mean() < 0.1


def test_beyond_the_picture_a_strip_goes_on_as_it_ends_and_says_so() -> None:
    page = clean_page()
    middle = page.shape[1] / 2, page.shape[0] / 2
    band = cut(Halvings(page), (middle, (page.shape[1] * 0.9, 40.0), 0.0))
    track = Track(np.array((0.0, band.picture.shape[0] / 2)), 9.0, 0.0, 599.0)
    strip, where = band.strip(track), band.where(track)
    beyond = [x for x in range(track.strip_width) if not where.inside(x)]
    assert beyond[0] == 0
    assert beyond[-1] == track.strip_width - 1
    assert where.inside(track.strip_width / 2)
    assert (strip[:, : MARGIN // 2] == strip[:, :1]).all()
    assert strip[:, 0].min() > 0
    assert where.turned().inside(track.strip_width / 2)


def test_each_halving_is_made_once() -> None:
    halvings = Halvings(np.arange(64, dtype=np.uint8).reshape(8, 8))
    assert halvings[2] is halvings[2]
    assert halvings[1][0, 0] == (0 + 1 + 8 + 9 + 2) // 4
    assert [halvings[times].shape for times in range(6)] == [(8, 8), (4, 4), (2, 2), *[(1, 1)] * 3]


@settings(max_examples=examples(30))
@given(
    st.tuples(st.floats(-500, 900), st.floats(-500, 900)),
    st.tuples(st.floats(8, 3_000), st.floats(2, 900)),
    st.floats(-90, 90),
)
def test_no_box_stops_a_band(
    centre: tuple[float, float], size: tuple[float, float], angle: float
) -> None:
    noise = np.random.default_rng(4).integers(0, 255, (300, 400)).astype(np.uint8)
    band = cut(Halvings(noise), (centre, size, angle))
    assert all(band.strip(track).shape[0] == HEIGHT for track in tracks(band.picture))
