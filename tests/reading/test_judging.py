"""What is believed of a reading: by position, by proof, and never silently."""

from datetime import date

import numpy as np
import pytest

from moeli.reading.belief import Look, name_positions
from moeli.reading.judging import Judged, judge
from moeli.reading.strips import ALPHABET, Picture
from moeli.standards import icao9303

TODAY = date(2026, 11, 25)
LINES = icao9303.build(
    format="TD3",
    document_code="P",
    issuing_state="LSO",
    document_number="RA1234567",
    primary_identifier="THABANA",
    secondary_identifier="LERATO",
    nationality="LSO",
    birth_date=date(1990, 3, 7),
    sex="F",
    expiry_date=date(2031, 1, 1),
)


def chances(lines: tuple[str, ...], *doubts: tuple[int, int, str, float]) -> list[Picture]:
    """A sure reader of `lines`, save where (line, column, other letter, its share) says else."""
    told = []
    for number, line in enumerate(lines, 1):
        rows = np.full((len(line), len(ALPHABET)), 1e-5)
        for column, letter in enumerate(line, 1):
            rows[column - 1, ALPHABET.index(letter)] = 1
            for at_line, at_column, other, share in doubts:
                if (at_line, at_column) == (number, column):
                    rows[column - 1, ALPHABET.index(letter)] = 1 - share
                    rows[column - 1, ALPHABET.index(other)] = share
        told.append(rows / rows.sum(axis=1, keepdims=True))
    return told


def twice(reader: list[Picture], witness: list[Picture]) -> Judged | None:
    """What is judged of lines that show the same at each look."""
    look = Look.at(reader, witness)
    return judge(look, TODAY, (look, look))


def judged(*doubts: tuple[int, int, str, float]) -> Judged:
    told = chances(LINES, *doubts)
    found = twice(told, told)
    assert found
    return found


def test_a_sure_reading_of_a_valid_zone_is_ok() -> None:
    found = judged()
    assert found.lines == LINES
    assert found.ok
    assert found.name_witnessed
    assert found.doubts == ()
    assert found.layout == "TD3"


def test_a_zero_in_lesothos_code_is_read_as_the_letter_that_must_stand_there() -> None:
    found = judged((2, 13, "0", 0.9))
    assert found.lines == LINES
    assert found.ok


@pytest.mark.parametrize(
    ("column", "printed", "other"), [(1, "R", "H"), (11, "L", "I"), (21, "F", "M")]
)
def test_a_doubtful_character_that_no_digit_tells_from_another_is_asked_for(
    column: int, printed: str, other: str
) -> None:
    found = judged((2, column, other, 0.3))
    assert found.lines == LINES
    assert not found.ok
    assert [(each.line, each.column, each.candidates) for each in found.doubts] == [
        (2, column, (printed, other))
    ]


def test_a_doubtful_character_is_settled_where_the_other_would_break_a_digit() -> None:
    found = judged((2, 3, "7", 0.3))
    assert found.ok
    assert found.doubts == ()


def test_a_character_that_was_hardly_read_is_asked_for_although_a_digit_decides() -> None:
    found = judged((2, 3, "7", 0.60), (2, 3, "4", 0.55), (2, 3, "2", 0.50), (2, 3, "9", 0.35))
    assert found.lines == LINES
    assert not found.ok
    assert found.doubts[0].candidates == ("1", "7", "4", "2")


def test_what_was_seen_better_than_that_may_be_proved_by_a_digit() -> None:
    found = judged((2, 3, "7", 0.40), (2, 3, "4", 0.45))
    assert found.lines == LINES
    assert found.ok


def test_a_letter_that_one_reader_saw_weakly_is_asked_for_where_no_digit_proves_it() -> None:
    found = twice(chances(LINES), chances(LINES, (1, 7, "K", 0.35)))
    assert found
    assert [(each.line, each.column) for each in found.doubts] == [(1, 7)]


def test_a_state_that_nobody_knows_is_asked_for() -> None:
    lines = (LINES[0], LINES[1].replace("LSO", "GGP"))
    found = twice(chances(lines), chances(lines))
    assert found
    assert [(each.line, each.column) for each in found.doubts] == [(2, 11), (2, 12), (2, 13)]
    assert not found.ok


def test_a_k_between_fillers_is_asked_for() -> None:
    lines = (LINES[0][:-3] + "K<<", LINES[1])
    found = twice(chances(lines), chances(lines))
    assert found
    assert [(each.line, each.column) for each in found.doubts] == [(1, 42)]
    assert found.ok
    assert not found.name_witnessed


def test_four_doubtful_characters_are_asked_for_whatever_the_digits_say() -> None:
    found = judged(*((2, column, "8", 0.3) for column in (3, 4, 5, 6)))
    assert not found.ok
    assert len(found.doubts) == 4


def test_a_check_digit_that_is_wrong_is_repaired_from_what_was_nearly_read() -> None:
    found = judged((2, 3, "7", 0.6))
    assert found.lines == LINES
    assert found.document.valid
    assert not found.ok


def test_what_the_digits_cannot_tell_apart_is_not_repaired_in_silence() -> None:
    found = judged((2, 1, "H", 0.55))
    assert not found.ok
    assert found.doubts[0].candidates == ("H", "R")


def test_a_doubtful_letter_of_the_name_leaves_the_numbers_ok_and_the_name_unwitnessed() -> None:
    found = judged((1, 6, "I", 0.3))
    assert found.ok
    assert not found.name_witnessed


def test_a_doubtful_letter_of_a_name_that_stands_among_numbers_is_not_ok() -> None:
    lines = ("IDFRAYOGIFUXOYOSU<<<<<<<<<<<<<<<<<<<", "CBYS5OJU1ZYE1HITI<VUJUVOGIN4503107M3")
    for line, column, ok in ((1, 8, True), (2, 20, False)):
        told = chances(lines, (line, column, "B", 0.3))
        found = twice(told, told)
        assert found
        assert found.layout == "FRA-ID"
        assert found.document.valid
        assert found.ok is ok
        assert not found.name_witnessed


def test_a_digit_may_outweigh_a_reader_that_differs() -> None:
    found = twice(chances(LINES), chances(LINES, (2, 2, "B", 0.97)))
    assert found
    assert found.lines == LINES
    assert found.ok


@pytest.mark.parametrize(("line", "column"), [(1, 7), (2, 11), (2, 21)])
def test_where_the_two_readers_differ_somebody_must_look(line: int, column: int) -> None:
    other = {7: "K", 11: "B", 21: "M"}[column]
    found = twice(chances(LINES), chances(LINES, (line, column, other, 0.97)))
    assert found
    assert (line, column) in {(each.line, each.column) for each in found.doubts}
    assert not (found.ok and found.name_witnessed)


def test_lines_of_no_layout_are_no_reading() -> None:
    assert twice(chances(LINES[:1]), chances(LINES[:1])) is None


def test_the_name_stands_where_the_layout_says() -> None:
    assert name_positions("TD3") == frozenset(range(5, 44))
    assert name_positions("TD1") == frozenset(range(60, 90))


IN_QUESTION = (1, 6, "I", 0.02)  # the first letter of the name


def looked(*doubts: tuple[int, int, str, float]) -> Look:
    told = chances(LINES, *doubts)
    return Look.at(told, told)


def counted(*looks: Look) -> tuple[Judged, int]:
    """What is judged of a first look and those after it, and how many of these were asked for."""
    asked: list[Look] = []
    found = judge(looks[0], TODAY, (asked.append(each) or each for each in looks[1:]))
    assert found
    return found, len(asked)


def places(found: Judged) -> list[tuple[int, int]]:
    return [(each.line, each.column) for each in found.doubts]


def test_what_is_sure_at_once_is_not_looked_at_again() -> None:
    found, again = counted(looked(), looked())
    assert (found.ok, again) == (True, 0)


def test_a_letter_in_question_is_asked_for_where_nobody_can_look_again() -> None:
    found, _again = counted(looked(IN_QUESTION))
    assert places(found) == [(1, 6)]
    assert found.ok
    assert not found.name_witnessed


def test_a_letter_that_is_plain_at_another_look_is_believed() -> None:
    found, again = counted(looked(IN_QUESTION), looked(), looked())
    assert (found.name_witnessed, again) == (True, 1)


def test_a_third_look_is_taken_where_the_second_leaves_the_question() -> None:
    found, again = counted(looked((1, 6, "I", 0.15)), looked(), looked())
    assert (found.name_witnessed, again) == (True, 2)


def test_a_letter_that_is_another_at_another_look_is_asked_for() -> None:
    other = looked((1, 6, "I", 0.9))
    found, again = counted(looked(IN_QUESTION), other, other)
    assert (1, 6) in places(found)
    assert (found.name_witnessed, again) == (False, 2)


def test_another_look_that_the_digits_refute_changes_nothing() -> None:
    other = looked((2, 3, "7", 1.0), (2, 4, "8", 1.0), (2, 5, "8", 1.0))
    found, _again = counted(looked(IN_QUESTION), other)
    assert found.lines == LINES
    assert places(found) == [(1, 6)]


def test_what_a_digit_proved_at_the_first_look_stays_proved() -> None:
    found, _again = counted(looked(IN_QUESTION), looked((2, 3, "7", 0.45), (2, 4, "4", 0.45)))
    assert found.ok
    assert found.name_witnessed


def test_a_zone_that_the_digits_refute_is_not_looked_at_again() -> None:
    wrong = looked((2, 3, "7", 1.0), (2, 4, "8", 1.0), (2, 5, "8", 1.0))
    _found, again = counted(wrong, looked())
    assert again == 0
