"""What lies over a line in the strips to learn from, and what is learnt of what it hides."""

from random import Random

import numpy as np
import pytest

from moeli.reading.strips import BLANK, Picture
from tools.train_mrz_reader import drawing
from tools.train_mrz_reader.covering import Box, cover, gone

BOX, TALL = Box(left=20, right=420, middle=60, pitch=20), 24
PAGE = np.full((120, 440, 3), 200, np.uint8)


def covered(seed: int) -> tuple[Picture, Picture]:
    return cover(PAGE, BOX, Random(seed))


def share(mask: Picture, middle: float = 200) -> float:
    return gone(mask, middle, TALL, BOX)


def test_the_page_changes_where_something_lies_and_nowhere_else() -> None:
    for seed in range(30):
        page, mask = covered(seed)
        assert mask.max() > 0.3
        assert (page == PAGE)[mask == 0].all()


def test_something_lies_over_the_line_itself() -> None:
    middles = np.arange(30, 420, BOX.pitch)
    hidden = [max(share(covered(seed)[1], middle) for middle in middles) for seed in range(60)]
    assert sum(each > 0.75 for each in hidden) > 8


@pytest.mark.parametrize(
    ("upper", "expected"), [(0, 0.0), (60, 0.5), (120, 1.0)], ids=["nothing", "half", "all"]
)
def test_a_character_is_gone_as_far_as_it_is_covered(upper: int, expected: float) -> None:
    mask = np.zeros(PAGE.shape[:2], np.float32)
    mask[:upper] = 1
    assert share(mask) == expected


def test_ink_that_shows_through_is_not_gone() -> None:
    assert share(np.full(PAGE.shape[:2], 0.8, np.float32)) == 0


def test_what_is_hidden_is_learnt_as_nothing_and_what_is_left_as_itself() -> None:
    labels = [drawing.class_of("7", hidden) for hidden in (0.0, 0.5, 0.6, 0.8)]
    seven = drawing.class_of("7", 0)
    assert labels == [seven, seven, drawing.IGNORED, BLANK]
