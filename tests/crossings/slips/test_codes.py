"""Codes and plates as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings.slips import codes, plates

MISREAD = str.maketrans("01", "OI")
symbols = st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)


def test_no_two_codes_are_the_same_and_each_can_be_read() -> None:
    drawn = {codes.fresh() for _ in range(1_000)}
    assert len(drawn) == 1_000
    assert all(codes.read(code) == code for code in drawn)


@given(code=symbols)
def test_a_code_typed_from_paper_is_the_code(code: str) -> None:
    assert codes.read(codes.grouped(code)) == code
    assert codes.read(f" {code.lower()}\r\n") == code
    assert codes.read(code.translate(MISREAD)) == code
    assert codes.read("-".join(code)) == code


@given(typed=st.text(max_size=80))
def test_whatever_is_typed_gives_a_code_or_nothing(typed: str) -> None:
    assert len(codes.read(typed)) in {0, codes.LENGTH}


@given(code=symbols, cut=st.integers(0, 25))
def test_half_a_code_is_none(code: str, cut: int) -> None:
    assert codes.read(code[:cut]) == codes.read(code + "A") == ""


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("A 123 BCD", "A123BCD"),
        ("ca-456-789", "CA456789"),
        ("AB", ""),
        ("", ""),
        ("A123BCD4567890", ""),
        ("А123ВС", ""),  # Cyrillic letters that look Latin
    ],
)
def test_a_plate_is_compared_by_capitals_and_digits(typed: str, plate: str) -> None:
    assert plates.read(typed) == plate
