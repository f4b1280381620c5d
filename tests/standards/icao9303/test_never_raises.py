"""Any string goes in and no exception comes out; what is built reads back as it was given."""

import string
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from moeli.standards import icao9303
from moeli.standards.icao9303.layouts import LAYOUTS
from tests.standards.icao9303.conftest import TD3, TODAY

ZONE_CHARACTERS = string.ascii_uppercase + string.digits + "<"
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=100)
SIZES = st.sampled_from([(2, 44), (2, 36), (3, 30)])
NAMES = st.lists(
    st.text(string.ascii_uppercase, min_size=1, max_size=12), min_size=1, max_size=4
).map(" ".join)


@st.composite
def zones(draw: st.DrawFn, characters: str = ZONE_CHARACTERS) -> list[str]:
    count, width = draw(SIZES)
    line = st.text(characters, min_size=width, max_size=width)
    return draw(st.lists(line, min_size=count, max_size=count))


@given(st.lists(ANY_TEXT, max_size=6))
def test_any_lines_are_read(lines: list[str]) -> None:
    document = icao9303.read(lines, TODAY)
    assert document.lines == tuple(lines)
    assert document.valid or document.problems


@given(zones())
def test_any_zone_of_zone_characters_is_read(lines: list[str]) -> None:
    document = icao9303.read(lines, TODAY)
    assert document.format in LAYOUTS
    assert document.valid is not any(
        problem.code in ("check_digit", "characters", "date_impossible")
        for problem in document.problems
    ) or any(p.code.endswith(("missing", "letter")) for p in document.problems)


@given(zones() | st.lists(ANY_TEXT, max_size=3))
def test_a_zone_is_valid_by_itself_exactly_when_it_reads_as_valid(lines: list[str]) -> None:
    assert icao9303.is_valid(lines, TODAY) is icao9303.read(lines, TODAY).valid


def test_whatever_one_character_becomes_both_agree() -> None:
    told = set()
    for at, other in product(range(88), "A<0K"):
        zone = "".join(TD3)
        changed = zone[:at] + other + zone[at + 1 :]
        lines = (changed[:44], changed[44:])
        told.add(icao9303.is_valid(lines, TODAY))
        assert icao9303.is_valid(lines, TODAY) is icao9303.read(lines, TODAY).valid
    assert told == {True, False}


@given(zones(characters=ZONE_CHARACTERS + "aé😀\0\ud800٣"))
def test_foreign_characters_make_a_zone_invalid_and_nothing_worse(lines: list[str]) -> None:
    document = icao9303.read(lines, TODAY)
    if any(character not in ZONE_CHARACTERS for line in lines for character in line):
        assert not document.valid


def test_ten_thousand_characters_are_read() -> None:
    assert not icao9303.read(["<" * 10_000], TODAY).valid
    assert not icao9303.read(["A"] * 10_000, TODAY).valid
    assert not icao9303.read([], TODAY).valid


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_any_text_is_split_into_lines(text: str) -> None:
    lines = icao9303.split_zone(text)
    assert all(line == line.strip() and line for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(text.split()).split("\x00\x01"))


@given(
    format=st.sampled_from(["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]),
    number=st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9),
    primary=NAMES,
    secondary=st.one_of(st.just(""), NAMES),
    born=st.dates(date(1927, 1, 1), TODAY),
    expires=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2070, 1, 1))),
    sex=st.sampled_from(["M", "F", ""]),
    state=st.sampled_from(["LSO", "ZAF", "D", "XXA"]),
)
def test_what_is_built_reads_back_and_builds_again(
    format: str,
    number: str,
    primary: str,
    secondary: str,
    born: date,
    expires: date | None,
    sex: str,
    state: str,
) -> None:
    code = {"M": "V", "T": "P" if format == "TD3" else "I"}[format[0]]
    given_ = {
        "format": format,
        "document_code": code,
        "issuing_state": state,
        "document_number": number,
        "primary_identifier": primary,
        "secondary_identifier": secondary,
        "nationality": state,
        "birth_date": born,
        "sex": sex,
        "expiry_date": expires,
    }
    lines = icao9303.build(**given_)
    document = icao9303.read(lines, TODAY)
    assert document.valid, document.problems
    assert (document.document_number, document.nationality) == (number, state)
    assert (str(document.birth_date), document.sex or "") == (born.isoformat(), sex)
    truncated = any(problem.code == "name_truncated" for problem in document.problems)
    if not truncated:
        assert (document.primary_identifier, document.secondary_identifier or "") == (
            primary,
            secondary,
        )
    again = icao9303.build(
        **given_
        | {
            "primary_identifier": document.primary_identifier,
            "secondary_identifier": document.secondary_identifier or "",
        }
    )
    assert again == lines or truncated


@given(
    format=st.sampled_from(["TD1", "TD2"]),
    number=st.text(string.ascii_uppercase + string.digits, min_size=10, max_size=13),
)
def test_an_overflowing_number_reads_back_whole(format: str, number: str) -> None:
    lines = icao9303.build(
        format=format,
        document_code="I",
        issuing_state="BEL",
        document_number=number,
        primary_identifier="DOE",
    )
    document = icao9303.read(lines, TODAY)
    assert document.document_number == number
    assert document.fields["document_number"].status == "verified"
