"""Per field: what a check digit proves, refutes, or does not cover."""

import pytest

from moeli.standards import icao9303
from moeli.standards.icao9303 import Status
from tests.standards.icao9303.conftest import TD3, TODAY


def statuses(lines: tuple[str, ...]) -> dict[str, str]:
    return {name: str(f.status) for name, f in icao9303.read(lines, TODAY).fields.items()}


def test_a_passport_proves_number_dates_and_optional_data_only() -> None:
    found = statuses(TD3)
    proved = {name for name, status in found.items() if status == "verified"}
    assert proved == {
        "document_number",
        "birth_date",
        "expiry_date",
        "optional_data",
        "composite_check_digit",
    }
    assert set(found.values()) == {"verified", "not_covered"}


@pytest.mark.parametrize(
    "field",
    ["primary_identifier", "secondary_identifier", "nationality", "sex", "issuing_state"],
)
def test_what_no_digit_covers_says_so(field: str) -> None:
    told = icao9303.read(TD3, TODAY).fields[field]
    assert told.status is Status.NOT_COVERED
    assert "No check digit covers this field" in told.note


def test_a_visa_says_nothing_of_its_optional_data() -> None:
    lines = icao9303.build(
        format="MRV-B",
        document_code="V",
        issuing_state="LSO",
        document_number="V1234567",
        primary_identifier="Doe",
        nationality="ZAF",
        optional_data="AB12",
    )
    assert statuses(lines)["optional_data"] == "not_covered"


def test_a_card_proves_its_optional_data_by_the_composite_digit() -> None:
    lines = (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTOAB<<<<<<<<<4",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )
    wrong = statuses((lines[0], lines[1][:-1] + "5", lines[2]))
    assert wrong["composite_check_digit"] == "refuted"
    assert wrong["optional_data"] == "refuted"
    assert wrong["document_number"] == "verified"


def test_the_old_french_card_covers_the_name_too() -> None:
    lines = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")
    assert set(statuses(lines).values()) == {"verified"}


@pytest.mark.parametrize("at", range(9))
def test_each_character_of_the_number_counts(at: int) -> None:
    read = icao9303.check_digit_of(TD3[1][at])
    other = "2" if icao9303.check_digit_of("2") != read else "3"
    line = TD3[1][:at] + other + TD3[1][at + 1 :]
    assert statuses((TD3[0], line))["document_number"] == "refuted"


def test_the_note_of_a_date_gives_the_reason_of_its_century() -> None:
    fields = icao9303.read(TD3, TODAY).fields
    assert "1900s: the latest century before the reading day" in fields["birth_date"].note
    assert "2000s: within 50 years" in fields["expiry_date"].note
