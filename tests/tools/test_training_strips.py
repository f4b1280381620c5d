"""The strips a reader learns from: the same again, and without a cut that is held out."""

import numpy as np

from moeli.specimens.printers import CUTS
from tools.train_mrz_reader.drawing import strip


def test_a_strip_is_the_same_again() -> None:
    one, other = strip(9), strip(9)
    assert np.array_equal(one.picture, other.picture)
    assert np.array_equal(one.labels, other.labels)


def test_a_cut_that_is_held_out_is_in_no_strip() -> None:
    held = [[strip(seed, cuts=(cut,)).picture for cut in CUTS] for seed in range(4)]
    assert not any(np.array_equal(*pair) for pair in held)
    every = [strip(seed).picture for seed in range(4)]
    for picture, pair in zip(every, held, strict=True):
        assert any(np.array_equal(picture, each) for each in pair)
