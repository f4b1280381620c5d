"""What check digits add to the belief in a character: once, and only where they can tell."""

import numpy as np
import pytest

from moeli.reading import proof
from moeli.reading.strips import ALPHABET, Picture
from tests.reading.test_judging import LINES

ZONE = "".join(LINES)
NUMBER = 44  # where the document number begins


def classes(text: str) -> Picture:
    return np.array([ALPHABET.index(letter) for letter in text])


def shares(*others: tuple[int, str, float], zone: str = ZONE) -> Picture:
    """Sure of `zone`, save that another letter has a share of some places."""
    told = np.full((len(zone), len(ALPHABET)), 1e-9)
    told[np.arange(len(zone)), classes(zone)] = 1
    for at, letter, share in others:
        told[at, ALPHABET.index(letter)] = share
        told[at, ALPHABET.index(zone[at])] = 1 - share
    return told / told.sum(axis=1, keepdims=True)


def belief(at: int, *others: tuple[int, str, float]) -> float:
    return float(proof.believed("TD3", classes(ZONE), shares(*others))[at])


def test_another_digit_that_breaks_the_sum_is_ruled_out() -> None:
    assert belief(NUMBER + 2, (NUMBER + 2, "7", 0.4)) > 0.999


@pytest.mark.parametrize("other", ["A", "K", "U"])
def test_a_letter_of_the_same_value_is_as_doubtful_as_it_was_seen(other: str) -> None:
    zone = ZONE[: NUMBER + 28] + "0" + ZONE[NUMBER + 29 :]
    told = shares((NUMBER + 28, other, 0.4), zone=zone)
    left = proof.believed("TD3", classes(zone), told)
    assert left[NUMBER + 28] == pytest.approx(0.6, abs=0.01)


def test_two_changes_that_make_up_for_each_other_leave_their_share_of_doubt() -> None:
    both = ((NUMBER + 2, "2", 0.4), (NUMBER + 5, "3", 0.4))
    alone, together = belief(NUMBER + 2, both[0]), belief(NUMBER + 2, *both)
    assert alone > 0.999
    assert together == pytest.approx(0.36 / (0.36 + 0.16), abs=0.01)


def test_a_place_that_no_digit_covers_keeps_its_share() -> None:
    assert belief(6, (6, "K", 0.3)) == pytest.approx(0.7, abs=0.001)
    assert not proof.covered("TD3")[6]


def test_nothing_is_proved_where_more_than_three_places_are_weak() -> None:
    weak = [(NUMBER + at, "8", 0.3) for at in (2, 3, 4, 5)]
    assert belief(NUMBER + 2, *weak[:3]) > 0.99
    assert belief(NUMBER + 2, *weak) == pytest.approx(0.7, abs=0.001)


def test_a_sum_that_overflowed_is_not_asked() -> None:
    wrong = ZONE[: NUMBER + 9] + "<" + ZONE[NUMBER + 10 :]
    told = shares((NUMBER + 2, "7", 0.4), zone=wrong)
    left = proof.believed("TD3", classes(wrong), told)
    assert left[NUMBER + 2] == pytest.approx(0.6, abs=0.001)
