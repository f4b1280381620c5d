"""Names, dates, codes and letters, each by itself."""

from datetime import date

import pytest

from moeli.standards import icao9303
from moeli.standards.icao9303.codes import STATES
from moeli.standards.icao9303.dates import PartialDate, read_birth, read_expiry
from moeli.standards.icao9303.name_field import name_field
from moeli.standards.icao9303.names import read_name
from tests.standards.icao9303.conftest import TD3, TODAY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("740812", "1974-08-12"),
        ("7408<<", "1974-08"),
        ("74<<<<", "1974"),
        ("74<<12", "1974"),
        ("000229", "2000-02-29"),
        ("261124", "2026-11-24"),
        ("261125", "1926-11-25"),
        ("27<<<<", "1927"),
    ],
)
def test_a_birth_date_is_kept_as_far_as_it_is_known(text: str, meant: str) -> None:
    assert read_birth(text, TODAY).text == meant


@pytest.mark.parametrize("text", ["<<<<<<", "<<0812", "<<<<12"])
def test_a_birth_without_a_year_is_no_date_and_no_fault(text: str) -> None:
    reading = read_birth(text, TODAY)
    assert reading.value is None
    assert reading.possible
    assert reading.note.startswith("Year unknown.")


@pytest.mark.parametrize(
    "text", ["741301", "740230", "740800", "74081<", "7<0812", "ABCDEF", "010229", "٧٤٠٨١٢", ""]
)
def test_what_no_calendar_has_is_impossible(text: str) -> None:
    assert not read_birth(text, TODAY).possible
    assert not read_expiry(text, TODAY).possible


@pytest.mark.parametrize(
    ("text", "meant"),
    [("120415", "2012-04-15"), ("750101", "2075-01-01"), ("760101", "1976-01-01")],
)
def test_an_expiry_lies_within_fifty_years(text: str, meant: str) -> None:
    assert read_expiry(text, TODAY).text == meant


def test_the_reading_date_decides_the_century() -> None:
    assert read_birth("240101", date(2023, 12, 31)).text == "1924-01-01"
    assert read_birth("240101", date(2024, 1, 1)).text == "2024-01-01"


def test_a_partial_date_spans_its_days() -> None:
    partial = PartialDate(2024, 2)
    assert (partial.earliest(), partial.latest()) == (date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate(1974).latest() == date(1974, 12, 31)


def test_an_impossible_date_does_not_lose_the_rest() -> None:
    line = "L898902C36UTO7402300F1204159ZE184226B<<<<<10"
    document = icao9303.read((TD3[0], line), TODAY)
    assert "date_impossible" in {problem.code for problem in document.problems}
    assert (document.birth_date, document.document_number) == (None, "L898902C3")


def test_a_document_that_expires_today_has_not_expired() -> None:
    lines = icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state="LSO",
        document_number="RA1234567",
        primary_identifier="DOE",
        nationality="LSO",
        birth_date=date(1990, 1, 1),
        expiry_date=TODAY,
    )
    assert icao9303.read(lines, TODAY).problems == ()


@pytest.mark.parametrize(
    ("field", "primary", "secondary"),
    [
        ("ERIKSSON<<ANNA<MARIA<<<", "ERIKSSON", "ANNA MARIA"),
        ("VAN<DER<MUELLEN<<PIET<<", "VAN DER MUELLEN", "PIET"),
        ("ARKFREITH<<<<<<<<<<<<<<", "ARKFREITH", None),
        ("<<<<<<<<<<<<", None, None),
    ],
)
def test_a_name_has_two_identifiers(field: str, primary: str | None, secondary: str | None) -> None:
    name = read_name(field)
    assert (name.primary, name.secondary) == (primary, secondary)


def test_a_truncated_name_is_said_to_be_truncated() -> None:
    assert read_name("NILAVADHANANANDA<<CHAYAPA<D").findings == ("name_truncated",)
    assert read_name("A<<B<<C<<<").findings == ("name_separators",)
    assert read_name("<ERIKSSON<<").findings == ("name_missing",)


@pytest.mark.parametrize("room", [39, 31, 30, 25])
def test_a_long_name_fills_its_field_to_the_last_letter(room: int) -> None:
    field = name_field("PAPANDROPOULOUS", "JONATHON ALEC WILLIAM MARMADUKE", room)
    assert len(field) == room
    assert field[-1] != "<"
    assert field.startswith("PAPANDROPOULOUS<<J")


def test_a_very_long_primary_identifier_leaves_room_for_a_letter_of_the_other() -> None:
    field = name_field("BENNELONGWOOLOOMOOLOOWARRANDYTEWARNAMBOOL", "DINGO POTOROO", 39)
    assert len(field) == 39
    assert field.endswith("<<D")


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT"),
        ("Øystein Ångström", "OEYSTEIN AANGSTROEM"),
        ("Weiß", "WEISS"),
        ("Đặng Łukasz", "DANG LUKASZ"),
        ("Þór", "THOR"),
        ("O'Connor", "OCONNOR"),
        ("Ts'episo", "TSEPISO"),
        ("Горбачёв", "GORBACHEV"),
        ("محمد", "MXHMD"),
        ("Mu\u0308ller", "MUELLER"),
        ("日本", ""),
    ],
)
def test_national_characters_become_zone_letters(written: str, letters: str) -> None:
    assert icao9303.transliterate(written) == letters


@pytest.mark.parametrize(
    ("letters", "original"),
    [("MUELLER", "MÜLLER"), ("OEYSTEIN", "ØYSTEIN"), ("WEISS", "WEIẞ"), ("NXXANDU", "ÑANDU")],
)
def test_zone_letters_may_stand_for_national_characters(letters: str, original: str) -> None:
    found = icao9303.originals(letters)
    assert found[0] == letters
    assert original in found


def test_the_way_back_is_bounded() -> None:
    assert len(icao9303.originals("AEOEUE" * 30)) <= 64


@pytest.mark.parametrize(
    "code",
    [
        "D",
        "EUE",
        "GBD",
        "GBN",
        "GBO",
        "GBP",
        "GBS",
        "RKS",
        "UNA",
        "UNK",
        "UNO",
        "UTO",
        "XBA",
        "XCC",
        "XCO",
        "XDC",
        "XEC",
        "XIM",
        "XOM",
        "XPO",
        "XXA",
        "XXB",
        "XXC",
        "XXX",
        "LSO",
        "ZAF",
    ],
)
def test_every_code_of_part_three_is_known(code: str) -> None:
    assert STATES[code].current
    assert icao9303.state(code)


def test_all_countries_of_iso_3166_are_known() -> None:
    assert sum(state.source == "ISO 3166-1" for state in STATES.values()) == 249


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "TD9"},
        {"sex": "X"},
        {"document_number": "12345678901"},
        {"nationality": "ls"},
        {"optional_data": "x" * 20},
    ],
)
def test_what_does_not_fit_is_not_built(wrong: dict[str, str]) -> None:
    right = {
        "format": "TD3",
        "document_code": "P",
        "issuing_state": "LSO",
        "document_number": "RA1234567",
        "primary_identifier": "DOE",
    }
    with pytest.raises(icao9303.BuildError):
        icao9303.build(**right | wrong)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\t", "\n\n  "])
def test_lines_may_end_as_any_reader_ends_them(end: str) -> None:
    assert icao9303.split_zone(f" A<B{end}C<D{end}") == ("A<B", "C<D")


@pytest.mark.parametrize(("length", "count"), [(88, 2), (72, 2), (90, 3)])
def test_one_long_line_is_cut(length: int, count: int) -> None:
    assert len(icao9303.split_zone("<" * length)) == count
