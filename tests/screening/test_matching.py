"""Whether somebody may be the holder of a listed document: by name and birth date, with reasons."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.screening.filing import FiledHolders
from moeli.screening.matching import Agreement, Sought, agreements, can_be_met, in_order
from moeli.standards.icao9303 import PartialDate

LERATO = Sought("Thabana", "Lerato Mpho", PartialDate(1990, 3, 7))
names = st.text(alphabet="ABCDE ", max_size=12)
dates = st.none() | st.builds(
    PartialDate, st.integers(1989, 1991), st.none() | st.integers(1, 3), st.none()
)
people = st.builds(Sought, names, names, dates)


@pytest.mark.parametrize(
    ("met", "reasons"),
    [
        (Sought("THABANA", "LERATO MPHO", PartialDate(1990, 3, 7)), ("name", "birth_date")),
        (Sought("MPHO", "LERATO THABANA", PartialDate(1990, 3, 7)), ("name", "birth_date")),
        (Sought("THABANA", "LERATO", PartialDate(1990, 3, 7)), ("name_in_part", "birth_date")),
        (Sought("THABANA", "LERATO MPHO", PartialDate(1990)), ("name", "birth_date_in_part")),
        (Sought("THABANA", "LERATO MPHO", PartialDate(1990, 3, 8)), ()),
        (Sought("THABANA", "LERATO MPHO", PartialDate(1991, 3, 7)), ()),
        (Sought("THABANA", "LERATO MPHO", None), ()),
        (Sought("THABANA", "", PartialDate(1990, 3, 7)), ()),
        (Sought("MOKOENA", "LERATO MPHO", PartialDate(1990, 3, 7)), ()),
    ],
)
def test_a_match_says_in_what_it_consists(met: Sought, reasons: tuple[str, ...]) -> None:
    assert tuple(each.value for each in agreements(LERATO, met)) == reasons


def test_marks_and_apostrophes_are_as_in_a_zone() -> None:
    listed = Sought("'Matšepo", "Tšepo", PartialDate(1990))
    assert agreements(listed, Sought("MATSEPO", "TSEPO", PartialDate(1990)))


@given(people, people)
def test_it_is_the_same_from_both_sides(one: Sought, other: Sought) -> None:
    assert agreements(one, other) == agreements(other, one)


@given(st.lists(people, max_size=6), people)
def test_the_index_never_misses_whom_the_comparison_would_meet(
    listed: list[Sought], met: Sought
) -> None:
    filed = {UUID(int=number): person for number, person in enumerate(listed)}
    candidates = FiledHolders(filed).candidates(met)
    for id, person in filed.items():
        assert id in candidates or not agreements(person, met)


@given(people)
def test_nobody_is_filed_under_a_name_alone(person: Sought) -> None:
    assert can_be_met(person) <= (person.birth_date is not None)


def test_reasons_stand_once_in_the_order_of_their_weight() -> None:
    mixed = [Agreement.BIRTH_DATE, Agreement.NAME, Agreement.DOCUMENT, Agreement.NAME]
    assert in_order(mixed) == (Agreement.DOCUMENT, Agreement.NAME, Agreement.BIRTH_DATE)
