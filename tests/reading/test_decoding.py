"""Rows of characters from chances: as many as there must be, evenly spaced."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.reading import decoding
from moeli.reading.strips import ALPHABET, BLANK, STRIDE, Picture
from tests.trying import examples

COUNTS = (30, 36, 44)


def seen(text: str, pitch: float, before: int = 6, after: int = 6) -> Picture:
    """What a reader that makes no mistake says of `text`."""
    frames = before + round(pitch * len(text)) + after
    chances = np.full((BLANK + 1, frames), 1e-4)
    chances[BLANK] = 1
    for at, letter in enumerate(text):
        place = before + round(pitch * (at + 0.5))
        for frame in (place - 1, place, place + 1):
            chances[BLANK, frame] = 0.05
            chances[ALPHABET.index(letter), frame] = 1
    return chances / chances.sum(axis=0)


def said(row: decoding.Row) -> str:
    return "".join(ALPHABET[at] for at in row.chances.argmax(axis=1))


@settings(max_examples=examples(80))
@given(st.data(), st.sampled_from(COUNTS), st.floats(3.9, 5.6), st.integers(0, 20))
def test_any_text_at_any_pitch_is_read(
    data: st.DataObject, count: int, pitch: float, before: int
) -> None:
    text = data.draw(st.text(ALPHABET, min_size=count, max_size=count))
    row = decoding.row(seen(text, pitch, before), count)
    assert row
    assert said(row) == text


@pytest.mark.parametrize("count", COUNTS)
def test_the_right_length_costs_less_than_another(count: int) -> None:
    text = ("P<LSOTHABANA<<LERATO1234567890" * 2)[:count]
    told = seen(text, 4.5)
    costs = {each: row.cost for each in COUNTS if (row := decoding.row(told, each))}
    others = [cost for each, cost in costs.items() if each != count]
    assert all(cost > costs[count] + 0.3 for cost in others)


def test_a_smudge_is_one_character_in_doubt_and_moves_no_other() -> None:
    text = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    told = seen(text, 4.5)
    told[:, 6 + 45 : 6 + 49] = 1 / (BLANK + 1)
    row = decoding.row(told, 44)
    assert row
    wrong = [at for at, letter in enumerate(said(row)) if letter != text[at]]
    assert len(wrong) <= 1
    assert row.chances.max(axis=1)[10] < 0.5


def test_what_stands_beside_the_middle_of_a_character_counts_half() -> None:
    told = seen("A" * 30, 4.5)
    row = decoding.row(told, 30)
    assert row
    at = round(row.places[9] / STRIDE)
    told[[ALPHABET.index("A"), ALPHABET.index("B")], at] = 0.45, 0.5
    looked_at_again = decoding.row(told, 30)
    assert looked_at_again
    assert said(looked_at_again) == "A" * 30
    assert 0.5 < looked_at_again.chances[9].max() < row.chances[9].max()


def test_a_reader_that_rules_all_but_one_out_is_understood() -> None:
    told = np.eye(BLANK + 1)[seen("ABC" * 10, 4.5).argmax(axis=0)].T
    row = decoding.row(told, 30)
    assert row
    assert said(row) == "ABC" * 10
    assert np.isfinite(row.cost)


def test_where_nothing_was_printed_nothing_is_sure() -> None:
    told = seen("L898902C36UTO7408122F1204159ZE18422", 4.5, after=60)
    told[ALPHABET.index("T")] = np.maximum(told[ALPHABET.index("T")], 0.02)
    row = decoding.row(told, 44)
    assert row
    assert (row.chances.max(axis=1)[36:] < 0.5).all()


def test_a_strip_that_is_too_short_holds_no_row() -> None:
    assert decoding.row(seen("ABC", 4.5), 44) is None


def test_each_chance_is_a_share() -> None:
    row = decoding.row(seen("A" * 30, 4.5), 30)
    assert row
    assert np.allclose(row.chances.sum(axis=1), 1)
