"""How a zone came is said honestly, whatever the page claims."""

from collections.abc import Mapping

import pytest

from moeli.crossings.capture import How
from moeli.documents.reading import Doubted, Reading, changes, how_captured

LINES = ("P<LSODRAWN<<LERATO", "RA12345<LSO9001015")
DOUBT = Doubted(2, 3, ("1", "I"), ())


def reading(*doubts: Doubted, ok: bool = False) -> Reading:
    return Reading(LINES, ok, not doubts, doubts, False, ())


def with_(line: int, column: int, letter: str) -> tuple[str, ...]:
    lines = [list(each) for each in LINES]
    lines[line - 1][column - 1] = letter
    return tuple("".join(each) for each in lines)


@pytest.mark.parametrize(
    ("read", "lines", "how"),
    [
        (reading(ok=True), LINES, How.PHOTO_READ),
        (reading(DOUBT), LINES, How.PHOTO_ASKED),
        (reading(DOUBT), with_(2, 3, "I"), How.PHOTO_ASKED),
        (reading(DOUBT), with_(2, 3, "7"), How.TYPED),  # no candidate
        (reading(DOUBT), with_(2, 4, "I"), How.TYPED),  # not doubtful
        (reading(ok=True), with_(2, 4, "I"), How.TYPED),
        (reading(DOUBT), ("P<LSO", "RA12345<LSO9001015"), How.TYPED),
        (None, LINES, How.TYPED),
    ],
)
def test_only_answers_to_doubts_stay_a_picture(
    read: Reading | None, lines: tuple[str, ...], how: How
) -> None:
    assert how_captured(read, lines) is how


@pytest.mark.parametrize(
    ("answers", "second"),
    [({}, "RA12345<LSO9001015"), ({(2, 3): "I", (1, 1): "X"}, "RAI2345<LSO9001015")],
)
def test_answers_stand_only_where_they_were_asked_for(
    answers: Mapping[tuple[int, int], str], second: str
) -> None:
    assert reading(DOUBT).with_answers(answers) == (LINES[0], second)


def test_a_change_says_what_was_read_and_what_was_said() -> None:
    (change,) = changes(reading(DOUBT), with_(2, 3, "I")) or ()
    assert (change.line, change.column, change.read, change.said) == (2, 3, "1", "I")
