"""Photographs: each kind damages in its own way and knows where the zone is."""

from random import Random

import cv2
import numpy as np
import pytest

from moeli.specimens import clutter
from moeli.specimens.camera import KINDS, photograph
from tests.specimens.drawn import drawn

WHOLE = [kind for kind in KINDS if kind not in ("finger", "partial")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_the_same_again(kind: str) -> None:
    specimen = drawn(4, dpi=150)
    one, other = photograph(specimen, kind, 9), photograph(specimen, kind, 9)
    assert np.array_equal(one.image, other.image)
    assert one.zone == other.zone
    assert one.image.dtype == np.uint8
    assert one.image.shape[2] == 3


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_is_another_picture(kind: str) -> None:
    specimen = drawn(4, dpi=150)
    one, other = photograph(specimen, kind, 1).image, photograph(specimen, kind, 2).image
    assert one.shape != other.shape or not np.array_equal(one, other)


@pytest.mark.parametrize("kind", WHOLE)
def test_the_zone_lies_within_the_picture(kind: str) -> None:
    for seed in range(4):
        frame = photograph(drawn(seed, dpi=150), kind, seed)
        height, width = frame.image.shape[:2]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in frame.zone)


def test_straightened_by_its_corners_the_zone_is_the_printed_one() -> None:
    specimen = drawn(4, format="TD3")
    left, top, right, bottom = specimen.zone
    width, height = right - left, bottom - top
    straight = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    for kind in ("clean", "turned", "quarter_turn", "tilted"):
        frame = photograph(specimen, kind, 3)
        matrix = cv2.getPerspectiveTransform(np.array(frame.zone, np.float32), straight)
        seen = cv2.warpPerspective(frame.image, matrix, (width, height)).astype(float)
        printed = specimen.image[top:bottom, left:right].astype(float)
        assert np.corrcoef(seen.mean(axis=2).ravel(), printed.mean(axis=2).ravel())[0, 1] > 0.8


def test_a_phone_takes_pictures_of_many_megapixels() -> None:
    height, width = photograph(drawn(2, format="TD3"), "phone_12mp", 5).image.shape[:2]
    assert height * width > 6_000_000


def test_what_is_cut_off_is_outside_the_picture() -> None:
    for seed in range(6):
        frame = photograph(drawn(4, format="TD3", dpi=150), "partial", seed)
        width = frame.image.shape[1]
        assert any(x < 0 or x > width for x, _y in frame.zone)


def test_a_finger_over_a_line_leaves_the_other_line_as_it_was() -> None:
    specimen = drawn(4, format="TD3", dpi=150)
    for seed in range(4):
        finger = photograph(specimen, "finger_over", seed)
        skin = np.abs(finger.image.astype(int) - (196, 150, 122)).sum(axis=2) < 12
        zone = np.array(finger.zone)
        shares = []
        for down in specimen.middles:
            left, right = (zone[at] + (zone[3 - at] - zone[at]) * down for at in (0, 1))
            along = np.linspace(left, right, 200).astype(int)
            shares.append(float(skin[along[:, 1], along[:, 0]].mean()))
        assert min(shares) == 0
        assert 0.02 < max(shares) < 0.12


def test_among_clutter_the_page_is_a_third_of_the_picture_wide() -> None:
    specimen = drawn(4, format="TD3", dpi=150)
    frame = photograph(specimen, "clutter", 1)
    zone = np.array(frame.zone)
    share = float(np.linalg.norm(zone[1] - zone[0])) / frame.image.shape[1]
    assert 0.22 < share < 0.34


def test_a_table_that_nobody_has_tidied_is_full_of_edges() -> None:
    littered = clutter.littered(600, 400, Random(1))
    assert cv2.Laplacian(littered, cv2.CV_64F).var() > 500
    assert cv2.Laplacian(clutter.bare(600, 400, Random(1)), cv2.CV_64F).var() == 0


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        photograph(drawn(1, dpi=100), "x-ray", 1)
