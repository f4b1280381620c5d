"""How far readers are to be believed is told from lines of which the truth is known."""

import numpy as np

from moeli.reading.strips import ALPHABET, Picture
from tests.reading.test_judging import LINES, chances
from tools.train_mrz_reader.calibration import Line, Zone, accepted, believed_lines, weighed

NAME = (1, 6, ALPHABET[-2], 0.2)  # the first letter of the name


def zone(printed: tuple[str, ...] = LINES, *doubts: tuple[int, int, str, float]) -> Zone:
    told: list[Picture] = chances(LINES, *doubts)
    return Zone(printed, told, told)


def test_a_line_is_believed_as_far_as_its_least_believed_character() -> None:
    sure, doubtful = (list(believed_lines(each, 1.0)) for each in (zone(), zone(LINES, NAME)))
    assert [line.exact for line in sure + doubtful] == [True] * 4
    assert min(line.belief for line in sure) > 0.999
    assert np.isclose(doubtful[0].belief, 0.8**2 / (0.8**2 + 0.2**2), atol=0.01)


def test_a_zone_that_a_digit_refutes_is_not_believed() -> None:
    wrong = (LINES[0], LINES[1][:-1] + str((int(LINES[1][-1]) + 1) % 10))
    told = chances(wrong)
    assert [line.belief for line in believed_lines(Zone(LINES, told, told), 1.0)] == [0, 0]


def test_what_is_asked_for_lies_above_every_wrong_line() -> None:
    printed = (LINES[0].replace("THABANA", "THABANO"), LINES[1])
    found = weighed([zone(), zone(printed, NAME)], 1.0)
    assert found.belief > 0.8**2 / (0.8**2 + 0.2**2)
    assert found.kept == 1


def test_exact_lines_that_are_believed_are_kept_and_wrong_ones_counted() -> None:
    lines = [Line(True, 0.99), Line(True, 0.9), Line(False, 0.95), Line(False, 0.5)]
    assert accepted(lines, 0.94) == (0.5, 1)
