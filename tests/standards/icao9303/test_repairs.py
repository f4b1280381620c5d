"""Repairs are proposals, made only when a check digit proves them, with all it cannot tell."""

import pytest

from moeli.standards import icao9303
from tests.standards.icao9303.conftest import TD3, TODAY


def damaged(line: int, at: int, character: str) -> tuple[str, ...]:
    lines = list(TD3)
    lines[line - 1] = lines[line - 1][: at - 1] + character + lines[line - 1][at:]
    return tuple(lines)


def proposals(lines: tuple[str, ...]) -> set[tuple[str, str]]:
    return {(each.field, each.value) for each in icao9303.read(lines, TODAY).repairs}


@pytest.mark.parametrize(
    ("at", "read", "field", "meant"),
    [
        (7, "Z", "document_number", "L898902C3"),
        (6, "O", "document_number", "L898902C3"),
        (2, "B", "document_number", "L898902C3"),
        (16, "O", "birth_date", "740812"),
        (24, "O", "expiry_date", "120415"),
        (20, "Z", "birth_date", "740812"),
    ],
)
def test_a_character_taken_for_another_is_proposed(
    at: int, read: str, field: str, meant: str
) -> None:
    assert (field, meant) in proposals(damaged(2, at, read))


def test_nothing_is_proposed_for_a_zone_that_stands() -> None:
    assert proposals(TD3) == set()


def test_nothing_is_proposed_where_no_digit_can_prove_it() -> None:
    assert proposals(damaged(2, 13, "0")) == set()
    assert proposals(damaged(1, 10, "K")) == set()


def test_a_proposal_changes_nothing_that_was_read() -> None:
    lines = damaged(2, 7, "Z")
    document = icao9303.read(lines, TODAY)
    assert document.lines == lines
    assert document.document_number == "L89890ZC3"
    assert not document.valid


def test_every_proposal_satisfies_its_check_digit() -> None:
    lines = damaged(2, 7, "Z")
    for repair in icao9303.read(lines, TODAY).repairs:
        for value in (repair.value, *repair.alternatives):
            assert icao9303.check_digit_of(value) == int(TD3[1][9])


@pytest.mark.parametrize("pair", ["K<", "IS", "BL", "AK", "0A", "1B"])
def test_the_digits_cannot_tell_these_apart(pair: str) -> None:
    one, other = pair
    assert icao9303.check_digit_of(one) == icao9303.check_digit_of(other)


def test_the_alternatives_name_what_the_digits_cannot_tell_apart() -> None:
    lines = damaged(2, 1, "E")  # L was read as E; B, V and 1 count as L does
    repairs = icao9303.read(lines, TODAY).repairs
    told = {value for each in repairs for value in (each.value, *each.alternatives)}
    meant = {f"{letter}898902C3" for letter in "LBV1"}
    assert not told or meant <= told | meant
    z = icao9303.read(damaged(2, 7, "Z"), TODAY).repairs
    of_two = next(each for each in z if each.value == "L898902C3")
    assert set(of_two.alternatives) == {"L89890CC3", "L89890MC3", "L89890WC3"}


def test_letters_in_a_date_are_turned_back_together() -> None:
    lines = (TD3[0], TD3[1].replace("740812", "74O8IZ"))
    assert ("birth_date", "740812") in proposals(lines)


def test_two_refuted_fields_are_each_proposed() -> None:
    lines = (TD3[0], TD3[1].replace("740812", "74O812").replace("120415", "12O415"))
    assert {("birth_date", "740812"), ("expiry_date", "120415")} <= proposals(lines)


def test_a_proposed_date_is_a_date() -> None:
    for value in (v for f, v in proposals(damaged(2, 14, "T")) if f == "birth_date"):
        assert 1 <= int(value[2:4]) <= 12
