"""Whatever comes through a door of reading, it answers; `tools/fuzz_reading` tries for longer."""

from contextlib import suppress
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from moeli.reading.belief import Look
from moeli.reading.decoding import row
from moeli.reading.images import PictureError, grey
from moeli.reading.judging import judge
from moeli.reading.reader import read
from moeli.reading.strips import BLANK, Picture
from moeli.standards import icao9303
from tests.trying import examples

TODAY = date(2026, 11, 25)
SHAPES = ((44, 2), (36, 2), (30, 3))


def chances(seed: int, classes: int, count: int, sharp: float) -> Picture:
    """What a network may say: any shares that add up to 1."""
    drawn = np.random.default_rng(seed).random((classes, count)) ** sharp + 1e-12
    return np.asarray(drawn / drawn.sum(axis=0))


def taken(data: bytes) -> Picture | None:
    """Grey values, or nothing where the bytes are refused; any other error is the door's fault."""
    with suppress(PictureError):
        return grey(data)
    return None


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "PPM"])
@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12))
def test_a_picture_with_changed_bytes_is_read_or_refused(
    format: str, changes: list[tuple[int, int]]
) -> None:
    out = BytesIO()
    Image.effect_noise((90, 70), 60).save(out, format)
    data = bytearray(out.getvalue())
    for at, value in changes:
        data[at % len(data)] = value
    picture = taken(bytes(data))
    if picture is not None and picture.size < 40_000:
        judged = read(picture, TODAY)
        assert judged is None or not judged.ok


@settings(max_examples=examples(60))
@given(st.integers(0, 2**32), st.sampled_from(SHAPES), st.integers(1, 300), st.floats(0.1, 60))
def test_any_chances_are_a_row_or_none(
    seed: int, shape: tuple[int, int], frames: int, sharp: float
) -> None:
    found = row(chances(seed, BLANK + 1, frames, sharp), shape[0])
    assert found is None or found.chances.shape == (shape[0], BLANK)


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(SHAPES), st.floats(0.1, 60))
def test_any_two_readings_are_judged_and_only_a_valid_one_is_ok(
    seed: int, shape: tuple[int, int], sharp: float
) -> None:
    count, height = shape
    first, second = (
        [chances(seed + at + other, BLANK, count, sharp).T for at in range(height)]
        for other in (0, 7)
    )
    judged = judge(Look.at(first, second), TODAY)
    assert judged is None or not judged.ok or icao9303.is_valid(judged.lines, TODAY)
