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


def believed(told: Picture, *weak: int, zone: str = ZONE) -> Picture:
    here = np.isin(np.arange(len(zone)), weak)
    sums = proof.asked("TD3", classes(zone), here)
    return proof.believed(classes(zone), told, sums)


def test_another_digit_that_breaks_the_sum_is_ruled_out() -> None:
    assert believed(shares((NUMBER + 2, "7", 0.4)), NUMBER + 2)[NUMBER + 2] > 0.999


@pytest.mark.parametrize("other", ["A", "K", "U"])
def test_a_letter_of_the_same_value_is_as_doubtful_as_it_was_seen(other: str) -> None:
    zone = ZONE[: NUMBER + 28] + "0" + ZONE[NUMBER + 29 :]
    left = believed(shares((NUMBER + 28, other, 0.4), zone=zone), NUMBER + 28, zone=zone)
    assert left[NUMBER + 28] == pytest.approx(0.6, abs=0.01)


def test_two_changes_that_make_up_for_each_other_leave_their_share_of_doubt() -> None:
    told = shares((NUMBER + 2, "2", 0.4), (NUMBER + 5, "3", 0.4))
    assert believed(told)[NUMBER + 2] == pytest.approx(0.36 / (0.36 + 0.16), abs=0.01)


def test_a_digit_proves_no_place_where_two_are_weak() -> None:
    told = shares((NUMBER + 2, "7", 0.4), (NUMBER + 5, "9", 0.4))
    assert believed(told)[NUMBER + 2] > 0.99
    left = believed(told, NUMBER + 2, NUMBER + 5)
    assert left[NUMBER + 2] == left[NUMBER + 5] == pytest.approx(0.6, abs=0.001)


def test_weak_places_under_different_digits_are_proved_each_by_its_own() -> None:
    birth = NUMBER + 14
    told = shares((NUMBER + 2, "7", 0.4), (birth, "6", 0.4))
    left = believed(told, NUMBER + 2, birth)
    assert min(left[NUMBER + 2], left[birth]) > 0.99


def test_a_place_that_no_digit_covers_keeps_its_share() -> None:
    assert believed(shares((6, "K", 0.3)), 6)[6] == pytest.approx(0.7, abs=0.001)


def test_a_sum_that_overflowed_is_not_asked() -> None:
    zone = ZONE[: NUMBER + 9] + "<" + ZONE[NUMBER + 10 :]
    left = believed(shares((NUMBER + 2, "7", 0.4), zone=zone), NUMBER + 2, zone=zone)
    assert left[NUMBER + 2] == pytest.approx(0.6, abs=0.001)
