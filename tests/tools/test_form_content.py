"""The workbooks are what their sources say, byte for byte; a wrong source is refused."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook

from tools import form_content

SOURCES = form_content.sources()
_SMALL = """about = ["DRAFT."]
[form]
id = "small"
title = "DRAFT"
version = "1"
scope = "form"
[[rows]]
type = "select_one yn"
name = "ok"
en = "OK?"
st = "Ho lokile?"
[[rows]]
type = "calculate"
name = "sum"
calculation = "1 + 1"
[lists]
yn = "yn.csv"
[choices]
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "small" / "form.toml"
    path.parent.mkdir(parents=True)
    path.with_name("yn.csv").write_text("name,en,st,kind\nyes,Yes,E,a\nno,No,Che,b\n", "utf-8")
    path.write_text(_SMALL, encoding="utf-8")
    return path


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parent.name)
def test_a_workbook_is_what_its_source_says(source: Path) -> None:
    assert form_content.workbook_of(source).read_bytes() == form_content.built(source)


def test_nothing_is_stale_and_no_workbook_is_without_a_source() -> None:
    assert form_content.stale() == []
    lying = set(form_content.CONTENT.rglob("*.xlsx"))
    assert lying == {form_content.workbook_of(source) for source in SOURCES}


def test_a_changed_source_makes_its_workbook_stale(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(form_content, "CONTENT", source.parent.parent)
    monkeypatch.setattr(form_content, "ROOT", source.parent.parent)
    assert form_content.main(["check"]) == 1
    assert "is stale" in capsys.readouterr().out
    assert form_content.main([]) == 0
    assert form_content.main(["check"]) == 0
    source.write_text(_SMALL.replace("1 + 1", "1 + 2"), encoding="utf-8")
    assert form_content.main(["check"]) == 1


def test_no_moment_and_no_compressor_is_in_a_workbook(source: Path) -> None:
    with ZipFile(BytesIO(form_content.built(source))) as archive:
        parts = archive.infolist()
        core = archive.read("docProps/core.xml").decode()
    assert {part.date_time for part in parts} == {(2026, 1, 1, 0, 0, 0)}
    assert {part.compress_type for part in parts} == {ZIP_STORED}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2026-01-01T00:00:00Z"}


def test_rows_lists_and_notes_stand_in_their_columns(source: Path) -> None:
    book = load_workbook(BytesIO(form_content.built(source)))
    survey = [list(row) for row in book["survey"].values]
    asked = dict(zip(survey[0], survey[1], strict=True))
    assert asked["label::Sesotho (st)"] == "Ho lokile?"
    assert asked["sesotho_reviewed"] == "no"
    reckoned = dict(zip(survey[0], survey[2], strict=True))
    assert (reckoned["calculation"], reckoned["sesotho_reviewed"]) == ("1 + 1", None)
    choices = [list(row) for row in book["choices"].values]
    assert choices[0][:5] == ["list_name", "name", *_labels(), "kind"]
    assert choices[1][:5] == ["yn", "yes", "Yes", "E", "a"]
    assert [row[0] for row in book["about"].values] == ["about", "DRAFT."]


def _labels() -> list[str]:
    return [f"label::{language}" for language in form_content.LANGUAGES.values()]


def test_a_misspelt_column_is_refused_with_the_row_that_has_it(source: Path) -> None:
    source.write_text(_SMALL.replace("\nst =", "\nse ="), encoding="utf-8")
    with pytest.raises(ValueError, match="ok: no column is called se"):
        form_content.built(source)
