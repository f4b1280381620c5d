"""Every zone of `cases.toml`: specimens, rare but genuine forms, and corruptions."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from moeli.standards.icao9303 import Document, read

_TODAY = date(2026, 11, 24)
_CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_a_zone_is_read_as_the_standard_means_it(case: Mapping[str, Any]) -> None:
    document = read(case["lines"], _TODAY)

    assert document.valid is case["valid"], document.problems
    assert _said(document, case.get("wants", {})) == case.get("wants", {})
    if "problems" in case:
        assert sorted(found.code for found in document.problems) == sorted(case["problems"])


def test_the_table_of_cases_covers_every_format() -> None:
    formats = {case["wants"]["format"] for case in _CASES if "format" in case.get("wants", {})}
    assert formats == {"TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA-ID", ""}


def _said(document: Document, wanted: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(getattr(document, name)) for name in wanted}


def _text(value: object) -> str:
    return "" if value is None else str(value)
