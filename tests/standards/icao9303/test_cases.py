"""Every zone of the table reads as the table says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from moeli.standards import icao9303
from tests.standards.icao9303.conftest import TODAY

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
ASKED = ("lines", "build", "valid", "problems")


def document_of(case: dict[str, Any]) -> icao9303.Document:
    lines = case["lines"] if "lines" in case else icao9303.build(**case["build"])
    return icao9303.read(lines, TODAY)


@pytest.mark.parametrize("name", CASES)
def test_a_zone_is_valid_or_not_as_given(name: str) -> None:
    document = document_of(CASES[name])
    assert document.valid is CASES[name]["valid"], document.problems


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "problems" in case])
def test_a_zone_has_exactly_these_problems(name: str) -> None:
    found = [problem.code for problem in document_of(CASES[name]).problems]
    assert found == CASES[name]["problems"]


@pytest.mark.parametrize("name", CASES)
def test_the_fields_of_a_zone_are_these(name: str) -> None:
    document = document_of(CASES[name])
    asked = {key: value or None for key, value in CASES[name].items() if key not in ASKED}
    read = {key: getattr(document, key) for key in asked}
    assert {key: str(value) if value else None for key, value in read.items()} == asked
