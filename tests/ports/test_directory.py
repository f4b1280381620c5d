"""The packaged tables: complete, consistent, and honest about what was not verified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.ports import directory
from moeli.ports.directory import Kind

FACTS = {"name", "district", "kind", "twin"}


def test_there_are_fourteen_land_ports_and_one_airport() -> None:
    kinds = [port.kind for port in directory.all_ports()]
    assert (kinds.count(Kind.LAND), kinds.count(Kind.AIR)) == (14, 1)


def test_there_are_ten_districts() -> None:
    assert len({district.code for district in directory.districts()}) == 10


def test_codes_and_names_are_unique() -> None:
    ports = directory.all_ports()
    assert len({port.code for port in ports}) == len({port.name for port in ports}) == len(ports)


def test_a_code_fits_the_column_that_holds_it() -> None:
    assert all(len(port.code) <= 12 for port in directory.all_ports())


def test_every_port_names_its_source() -> None:
    assert all(port.source for port in directory.all_ports())
    assert all(district.source for district in directory.districts())


def test_verified_names_only_facts_that_the_port_has() -> None:
    for port in directory.all_ports():
        assert port.verified <= FACTS
        assert port.twin or "twin" not in port.verified


def test_no_district_is_called_verified_before_it_was_read_at_a_source() -> None:
    assert not [port.code for port in directory.all_ports() if "district" in port.verified]


def test_the_pairing_of_ngoangoana_with_boesmansnek_is_an_inference() -> None:
    ngoangoana = directory.port("NGG")
    assert ngoangoana.twin == "Boesmansnek"
    assert "twin" not in ngoangoana.verified


def test_the_airport_has_no_twin() -> None:
    assert not directory.port("MIA").twin


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        directory.port("XXX")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("maputsoe", "MPB"),
        ("FICKSBURG", "MPB"),
        ("monontsa", "MTP"),
        ("Monontša", "MTP"),
        ("bushman", "NGG"),
        ("ramatseliso\u2019s", "RMG"),
        ("mia", "MIA"),
    ],
)
def test_a_port_answers_to_each_of_its_names(words: str, code: str) -> None:
    assert code in {port.code for port in directory.search(words)}


@pytest.mark.parametrize("nothing", ["", "  ", "\t"])
def test_a_search_for_nothing_finds_every_port(nothing: str) -> None:
    assert directory.search(nothing) == directory.all_ports()


def test_a_search_for_a_district_finds_the_ports_in_it() -> None:
    found = {port.code for port in directory.search("Leribe")}
    assert found == {"PKB", "MPB"}


@given(st.text(max_size=200))
def test_any_words_may_be_searched_for(words: str) -> None:
    assert set(directory.search(words)) <= set(directory.all_ports())
