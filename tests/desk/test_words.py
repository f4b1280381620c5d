"""What the pure room says is said again in the officer's language, and dates as far as known."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.outcomes import Outcome
from moeli.desk.presenters.document import document_card
from moeli.desk.presenters.document_words import FIELDS, STRIP
from moeli.desk.presenters.problem_words import problem_text
from moeli.desk.presenters.words import OUTCOMES
from moeli.standards import icao9303
from tests.desk.conftest import CITIZEN, EXPIRED

TODAY = date(2026, 11, 24)


def known_problems() -> list[str]:
    text = files("moeli.standards.icao9303").joinpath("data", "problems.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return sorted(told)


@pytest.mark.parametrize("code", known_problems())
def test_every_problem_of_the_pure_room_has_a_sentence_of_the_desk(code: str) -> None:
    said = problem_text(icao9303.Problem(code, "", "only the pure room's English"))
    assert said != "only the pure room's English"


def test_a_problem_not_known_here_is_said_in_english() -> None:
    assert problem_text(icao9303.Problem("tomorrow", "", "A new thing.")) == "A new thing."


def test_a_problem_names_its_field() -> None:
    said = problem_text(icao9303.Problem("check_digit", "birth_date", ""))
    assert said == "Date of birth: The check digit does not fit."


def test_every_outcome_has_words_and_a_key_that_is_no_letter() -> None:
    assert set(OUTCOMES) == set(Outcome)
    usual = {OUTCOMES[each].key for each in Outcome if each.usual}
    assert usual == {"F2", "F8", "F9"}
    assert {OUTCOMES[each].key for each in Outcome if not each.usual} == {""}


def test_the_same_key_never_means_two_things_on_one_page() -> None:
    for offered in (
        (Outcome.ADMITTED, Outcome.REFERRED, Outcome.REFUSED),
        (Outcome.DEPARTED, Outcome.REFERRED, Outcome.DEPARTURE_NOT_PERMITTED),
    ):
        assert len({OUTCOMES[each].key for each in offered}) == len(offered)


def test_a_date_of_which_the_day_is_unknown_is_written_without_a_day() -> None:
    zone = icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state="LSO",
        document_number="RA7654321",
        primary_identifier="THABANA",
        secondary_identifier="LERATO",
        nationality="LSO",
        birth_date=date(1990, 3, 7),
        sex="F",
        expiry_date=date(2031, 1, 1),
    )
    unknown = zone[1].replace("900307", "9003<<")
    shown = document_card(icao9303.read((zone[0], unknown), TODAY))
    born = next(field for field in shown.fields if field.label == FIELDS["birth_date"])
    assert born.value == "Mar 1990"


def test_a_name_that_fills_its_field_may_be_truncated() -> None:
    lines = CITIZEN.split("\n")
    full = "P<LSO" + "THABANA<<" + "LERATO<" * 5
    shown = document_card(icao9303.read((full[:43] + "X", lines[1]), TODAY))
    notes = {str(field.label): field.note for field in shown.fields}
    assert notes["Secondary identifier"] == "may be truncated"
    assert str(STRIP["name_truncated"]) in [str(state.word) for state in shown.states]


def test_an_unknown_state_is_said_on_the_strip() -> None:
    shown = document_card(icao9303.read(EXPIRED.replace("UTO", "QQQ").split("\n"), TODAY))
    assert str(STRIP["unknown_state"]) in [str(state.word) for state in shown.states]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_card_can_be_made_of_anything_that_was_read(lines: list[str]) -> None:
    shown = document_card(icao9303.read(tuple(lines), TODAY))
    assert shown.states
    assert all(field.tone in {"good", "bad", "neutral"} for field in shown.fields)


@given(st.integers(0, 87), st.sampled_from("ABZ0189<"))
def test_one_wrong_character_never_breaks_the_card(place: int, wrong: str) -> None:
    first, second = EXPIRED.split("\n")
    both = first + second
    broken = both[:place] + wrong + both[place + 1 :]
    shown = document_card(icao9303.read((broken[:44], broken[44:]), TODAY))
    assert shown.lines == (broken[:44], broken[44:])
