"""Elements copied by eye: nothing is proved of them, and what can be checked is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.standards import icao9303
from moeli.standards.icao9303 import PartialDate, Status

TODAY = date(2026, 11, 24)
LERATO = {
    "document_code": "P",
    "issuing_state": "LSO",
    "document_number": "ra 123-4567",
    "primary_identifier": "Thabana",
    "secondary_identifier": "Lerato 'Matšepo",
    "nationality": "LSO",
    "birth_date": PartialDate(1990, 3, 7),
    "sex": "F",
    "expiry_date": PartialDate(2031, 1, 1),
}


def problems(**other: object) -> list[tuple[str, str]]:
    found = icao9303.visual(**(LERATO | other), today=TODAY).problems  # type: ignore[arg-type]  # a test changes any of them
    return [(each.code, each.field) for each in found]


def test_it_reads_as_the_zone_of_the_same_document_would() -> None:
    zone = icao9303.build(format="TD3", **(LERATO | {"document_number": "RA1234567"}))  # type: ignore[arg-type]  # the same elements
    by_zone = icao9303.read(zone, TODAY)
    by_eye = icao9303.visual(**LERATO, today=TODAY)  # type: ignore[arg-type]  # the same
    for name in ("document_number", "primary_identifier", "secondary_identifier", "birth_date"):
        assert getattr(by_eye, name) == getattr(by_zone, name)
    assert by_eye.valid


def test_no_field_is_verified_and_there_are_no_lines() -> None:
    document = icao9303.visual(**LERATO, today=TODAY)  # type: ignore[arg-type]  # whole
    assert {field.status for field in document.fields.values()} == {Status.NOT_COVERED}
    assert (document.lines, document.format) == ((), "VIZ")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"expiry_date": PartialDate(2026, 10)}, ("expired", "expiry_date")),
        ({"expiry_date": PartialDate(1989)}, ("dates_contradict", "expiry_date")),
        ({"birth_date": PartialDate(2027)}, ("date_impossible", "birth_date")),
        ({"issuing_state": "XYZ"}, ("unknown_state", "issuing_state")),
        ({"nationality": ""}, ("unknown_state", "nationality")),
        ({"primary_identifier": "'"}, ("name_missing", "primary_identifier")),
        ({"document_number": "- -"}, ("number_missing", "document_number")),
        ({"document_number": "RA<1"}, ("characters", "document_number")),
        ({"document_code": "Q"}, ("unknown_document_code", "document_code")),
        ({"sex": "W"}, ("sex_letter", "sex")),
    ],
)
def test_what_can_be_checked_without_digits_is(
    other: dict[str, object], found: tuple[str, str]
) -> None:
    assert found in problems(**other)


def test_a_month_that_is_not_over_has_not_expired() -> None:
    assert problems(expiry_date=PartialDate(2026, 11)) == []


@given(
    st.fixed_dictionaries(
        {
            name: st.text(max_size=20)
            for name in (
                "document_code",
                "issuing_state",
                "document_number",
                "primary_identifier",
                "secondary_identifier",
                "nationality",
                "sex",
            )
        }
    )
)
def test_whatever_is_typed_it_never_raises(typed: dict[str, str]) -> None:
    document = icao9303.visual(**typed, today=TODAY)
    assert document.valid in {True, False}
