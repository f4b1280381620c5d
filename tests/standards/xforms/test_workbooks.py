"""Workbooks as Excel writes them, and as nobody should send them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from moeli.standards import xforms
from moeli.standards.xforms import limits
from tests.standards.xforms.conftest import answered, the_context
from tests.trying import examples

Sheets = Mapping[str, Sequence[Sequence[object]]]
SURVEY: Sequence[Sequence[object]] = (
    ("type", "name", "label"),
    ("select_one yn", "ok", "Ready?"),
    ("integer", "age", "Age"),
)
CHOICES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


def workbook(sheets: Sheets, change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def found(data: bytes) -> list[tuple[str, str, int]]:
    return [(each.code, each.sheet, each.row) for each in xforms.lint(data).findings]


GOOD = workbook({"survey": SURVEY, "choices": CHOICES})


def test_a_workbook_becomes_a_form_that_runs() -> None:
    report = xforms.lint(GOOD)
    assert report.findings == ()
    assert report.form is not None
    session = xforms.begin(report.form, the_context())
    assert answered(session, {"/data/ok": "yes", "/data/age": 17}) == []
    assert "<ok>yes</ok><age>17</age>" in session.to_instance_xml()
    assert xforms.load(report.xform).id == report.form.id


def test_numbers_and_truths_in_cells_are_read_as_their_text() -> None:
    rows = (("type", "name", "label", "default"), ("text", "a", 7, 3.0), ("text", "b", 2.5, True))
    report = xforms.lint(workbook({"survey": rows}))
    assert report.form is not None
    assert xforms.begin(report.form, the_context()).values()["/data/a"] == "3"


def test_a_date_that_excel_made_of_a_name_is_shown_in_its_cell() -> None:
    choices = (*CHOICES[:2], ("yn", date(2026, 11, 25), "Today"))
    data = workbook({"survey": SURVEY, "choices": choices})
    finding = next(each for each in xforms.lint(data).findings if each.code == "date_eaten")
    assert (finding.sheet, finding.row, finding.column) == ("choices", 3, "name")
    assert finding.values["value"] == "2026-11-25"


def test_a_formula_without_its_value_is_refused_and_named() -> None:
    rows = (*SURVEY, ("text", "b", '=CONCAT("a","b")'))
    data = workbook({"survey": rows, "choices": CHOICES})
    assert ("formula_without_value", "survey", 4) in found(data)


def test_merged_cells_and_hidden_sheets_are_mentioned() -> None:
    def change(book: Workbook) -> None:
        book["survey"].merge_cells("C2:C3")
        book["choices"].sheet_state = "hidden"

    codes = found(workbook({"survey": SURVEY, "choices": CHOICES}, change))
    assert ("merged_cells", "survey", 2) in codes
    assert ("hidden_sheet", "choices", 0) in codes


def test_a_workbook_without_its_sheet_of_questions_is_refused() -> None:
    assert found(workbook({"choices": CHOICES, "other": SURVEY})) == [("no_survey", "", 0)]


def test_a_missing_sheet_of_choices_is_named_at_its_question() -> None:
    codes = found(workbook({"survey": SURVEY, "notes": CHOICES}))
    assert codes == [("no_choices", "survey", 2)]


def test_programs_old_formats_and_passwords_are_refused() -> None:
    macros = with_part(GOOD, "xl/vbaProject.bin", b"\x00")
    assert found(macros) == [("workbook_macros", "", 0)]
    assert found(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == [("workbook_old", "", 0)]


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(GOOD, "xl/media/zeros.xml", b"\x20" * (limits.LARGEST_UNPACKED + 1))
    assert len(bomb) < limits.LARGEST_WORKBOOK
    assert found(bomb) == [("workbook_bomb", "", 0)]
    assert found(b"PK\x03\x04" + b"x" * limits.LARGEST_WORKBOOK) == [("too_large", "", 0)]


def test_entities_in_a_part_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
    assert found(with_part(GOOD, "xl/sharedStrings.xml", laughs)) == [("xml_doctype", "", 0)]


def test_more_rows_or_columns_than_the_caps_are_refused_where_they_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moeli.standards.xforms.reading.workbook.MOST_ROWS", 2)
    assert found(GOOD) == [("too_many_rows", "survey", 3)]
    monkeypatch.setattr("moeli.standards.xforms.reading.workbook.MOST_COLUMNS", 2)
    assert found(GOOD) == [("too_many_columns", "survey", 0)]


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_workbook_at_all_is_refused_with_a_reason(data: bytes) -> None:
    report = xforms.lint(data)
    assert not report.sound
    assert report.findings[0].code in ("not_a_workbook", "workbook_broken")


@settings(max_examples=examples(120))
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused_and_never_an_exception(
    at: int, noise: bytes
) -> None:
    report = xforms.lint(GOOD[:at] + noise + GOOD[at + len(noise) :])
    assert report.sound or report.findings


@settings(max_examples=examples(60))
@given(st.integers(0, len(GOOD) - 1))
def test_a_workbook_cut_short_is_refused(at: int) -> None:
    report = xforms.lint(GOOD[:at])
    assert not report.sound
    assert report.findings


CELLS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(("text", "integer", "select_one yn", "calculate", "begin_group", "end_repeat"))
    | st.sampled_from(("begin_repeat", "${a}", "${a} = 'x'", "a", "b", "note", "true()")),
    st.integers(-5, 5),
    st.booleans(),
)
HEADERS = st.permutations(
    ["type", "name", "label", "relevant", "constraint", "calculation", "required", "repeat_count"]
)


@settings(max_examples=examples(80))
@given(HEADERS, st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=6))
def test_any_cells_make_a_form_or_findings(headers: list[str], rows: list[list[object]]) -> None:
    report = xforms.lint(workbook({"survey": [headers, *rows], "choices": CHOICES}))
    assert report.findings or report.form is not None
    if report.sound and report.form is not None:
        assert xforms.begin(report.form, the_context()).current.key
