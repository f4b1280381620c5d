"""A list of passengers: each bad row is named, and nothing that is sent breaks the reading."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from moeli.crossings.parties.manifest import LARGEST, Fault, read
from moeli.standards import icao9303

DAY = date(2026, 11, 24)
HEADER = (
    "document_number,issuing_state,nationality,family_name,given_names,birth_date,sex,expiry_date"
)
GOOD = "M0000001,ZAF,ZAF,Mokoena,Sipho,1988-03-01,M,2031-01-01"


def listed(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows]).encode()


def faults(*rows: str) -> list[tuple[int, Fault, str]]:
    return [(each.row, each.fault, each.other) for each in read(listed(*rows), DAY).problems]


def test_a_sound_row_gives_the_zone_of_its_passport() -> None:
    (passenger,) = read(listed(GOOD), DAY).passengers
    document = icao9303.read(passenger.zone.split("\n"), DAY)
    assert document.valid
    assert (document.primary_identifier, document.document_number) == ("MOKOENA", "M0000001")
    assert (str(document.birth_date), document.nationality) == ("1988-03-01", "ZAF")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",ZAF,ZAF,A,B,1988-03-01,M,2031-01-01", Fault.NUMBER),
        ("M1234567890,ZAF,ZAF,A,B,1988-03-01,M,2031-01-01", Fault.NUMBER),
        ("M0000001,ZAF,Narnia,A,B,1988-03-01,M,2031-01-01", Fault.STATE),
        ("M0000001,QQQ,ZAF,A,B,1988-03-01,M,2031-01-01", Fault.STATE),
        ("M0000001,ZAF,ZAF,,B,1988-03-01,M,2031-01-01", Fault.FAMILY),
        ("M0000001,ZAF,ZAF,A,B,31 of March,M,2031-01-01", Fault.BORN),
        ("M0000001,ZAF,ZAF,A,B,2026-11-25,M,2031-01-01", Fault.BORN),
        ("M0000001,ZAF,ZAF,A,B,1890-01-01,M,2031-01-01", Fault.BORN),
        ("M0000001,ZAF,ZAF,A,B,1988-02-30,M,2031-01-01", Fault.BORN),
        ("M0000001,ZAF,ZAF,A,B,1988-03-01,M,soon", Fault.EXPIRES),
        ("M0000001,ZAF,ZAF,A,B,1988-03-01,yes,2031-01-01", Fault.SEX),
        ("M0000001,ZAF,ZAF,\u4e2d\u6587,B,1988-03-01,M,2031-01-01", Fault.CHARACTERS),
        (f"M0000001,ZAF,ZAF,{'A' * 81},B,1988-03-01,M,2031-01-01", Fault.CHARACTERS),
        ("garbage", Fault.STATE),
    ],
)
def test_a_row_that_is_not_sound_is_named_with_its_fault(row: str, fault: Fault) -> None:
    assert faults(GOOD, row) == [(3, fault, "")]


def test_a_repeated_document_names_the_row_it_repeats() -> None:
    again = GOOD.replace("M0000001", "m-000 0001").replace("Mokoena", "Other")
    assert faults(GOOD, "", again) == [(4, Fault.REPEATED, "2")]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.COLUMNS),
        (b"a,b\n1,2", Fault.COLUMNS),
        (HEADER.encode(), Fault.NOBODY),
        (listed(*[""] * 5), Fault.NOBODY),
        (listed(*[GOOD] * 501), Fault.TOO_MANY),
        (b"x" * (LARGEST + 1), Fault.TOO_LARGE),
        (b"\xff\xfe\x00\x01", Fault.UNREADABLE),
        (b"PK\x03\x04 not a workbook", Fault.UNREADABLE),
        (HEADER.encode() + b'\n"open', Fault.UNREADABLE),
    ],
)
def test_what_is_no_list_is_refused_whole(data: bytes, fault: Fault) -> None:
    found = read(data, DAY)
    assert (found.passengers, [each.fault for each in found.problems]) == ((), [fault])


def test_five_hundred_rows_with_repeats_and_garbage_give_each_its_problem() -> None:
    rows = [
        "rubbish" if n % 10 == 0 else GOOD.replace("M0000001", f"M{n % 400:07}") for n in range(500)
    ]
    found = read(listed(*rows), DAY)
    assert len(found.passengers) + len(found.problems) == 500
    assert len(found.passengers) == 360
    assert sum(each.fault is Fault.REPEATED for each in found.problems) == 90
    assert sum(each.fault is Fault.STATE for each in found.problems) == 50


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_separators_day_first_dates_and_other_headings_are_read(delimiter: str) -> None:
    lines = [
        "Passport Number,Nationality,Surname,First name,Date of birth,Expires",
        "M0000001,zaf,Mokoena,Sipho,01/03/1988,1 Jan 2031",
    ]
    data = "\n".join(lines).replace(",", delimiter).encode("utf-8-sig")
    assert len(read(data, DAY).passengers) == 1


def test_a_workbook_is_read_as_its_text_is() -> None:
    book = Workbook()
    assert book.active
    book.active.append(HEADER.split(","))
    book.active.append(GOOD.split(","))
    row = GOOD.split(",")
    row[0] = "M0000002"
    book.active.append([*row[:5], date(1988, 3, 1), "M", date(2031, 1, 1)])
    book.active.append(["rubbish"])
    held = BytesIO()
    book.save(held)
    found = read(held.getvalue(), DAY)
    assert [each.row for each in found.passengers] == [2, 3]
    assert [(each.row, each.fault) for each in found.problems] == [(4, Fault.STATE)]


cell = st.text(max_size=30) | st.sampled_from([*GOOD.split(","), "", "2020-02-30", '"', "\n"])


@given(rows=st.lists(st.lists(cell, max_size=9), max_size=12))
def test_whatever_stands_in_the_rows_each_is_a_passenger_or_a_problem(
    rows: list[list[str]],
) -> None:
    found = read(listed(*(",".join(row) for row in rows)), DAY)
    numbers = [each.row for each in (*found.passengers, *found.problems)]
    assert len(numbers) == len(set(numbers))
    for passenger in found.passengers:
        assert icao9303.read(passenger.zone.split("\n"), DAY).valid


@given(data=st.binary(max_size=300))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for sent in (data, b"PK\x03\x04" + data, HEADER.encode() + b"\n" + data):
        found = read(sent, DAY)
        assert found.passengers or found.problems
