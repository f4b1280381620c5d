"""How far readers are to be believed is told from lines of which the truth is known."""

import numpy as np

from moeli.reading.belief import TRUST, Look
from moeli.reading.strips import ALPHABET
from tests.reading.test_judging import LINES, chances
from tools.train_mrz_reader.calibration import Line, Zone, accepted, believed_lines

Doubted = tuple[int, int, str, float]
NAME = (1, 6, ALPHABET[-2], 0.2)  # the first letter of the name


def look(*doubts: Doubted) -> Look:
    told = chances(LINES, *doubts)
    return Look.at(told, told)


def zone(*doubts: Doubted, again: tuple[Look, ...] = ()) -> Zone:
    return Zone(LINES, (look(*doubts), *again))


def share_of(first: float, other: float) -> float:
    """What two readers of that weight believe together of a character with one rival."""
    one, two = first ** (2 * TRUST), other ** (2 * TRUST)
    return one / (one + two)


def test_a_line_is_believed_as_far_as_its_least_believed_character() -> None:
    sure, doubtful = (list(believed_lines(each, TRUST)) for each in (zone(), zone(NAME)))
    assert [line.exact for line in sure + doubtful] == [True] * 4
    assert min(line.unproved for line in sure) > 0.999
    assert np.isclose(doubtful[0].unproved, share_of(0.8, 0.2), atol=0.01)
    assert doubtful[1].proved > 0.999


def test_another_look_is_asked_where_the_first_is_not_sure() -> None:
    name, _numbers = believed_lines(zone(NAME, again=(look(),)), TRUST)
    assert np.isclose(name.unproved, share_of(0.9, 0.1), atol=0.01)


def test_a_zone_that_a_digit_refutes_is_not_believed() -> None:
    wrong = (LINES[0], LINES[1][:-1] + str((int(LINES[1][-1]) + 1) % 10))
    told = chances(wrong)
    lines = list(believed_lines(Zone(LINES, (Look.at(told, told),)), TRUST))
    assert [(line.proved, line.unproved) for line in lines] == [(0, 0), (0, 0)]


def test_exact_lines_that_are_believed_are_kept_and_wrong_ones_counted() -> None:
    lines = [
        Line(True, 0.999, 0.99),
        Line(True, 0.999, 0.9),
        Line(True, 0.9, 0.99),
        Line(False, 1.0, 0.95),
        Line(False, 1.0, 0.5),
    ]
    assert accepted(lines, 0.99, 0.94) == (1 / 3, 1)
    assert accepted(lines, 0.5, 0.5) == (1.0, 2)
