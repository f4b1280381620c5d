"""Cells are read as openpyxl reads them, whoever wrote the workbook."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from moeli.standards import xforms
from moeli.standards.xforms import limits
from moeli.standards.xforms.reading.cells import Cells
from tests.standards.xforms.forms_at_hand import workbooks
from tests.standards.xforms.test_workbooks import with_part, workbook
from tests.trying import examples

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.dates(date(1901, 1, 1)) | st.times().map(lambda at: at.replace(microsecond=0)),
    st.integers(0, 10**5).map(lambda seconds: timedelta(seconds=seconds)),
)


def ours(data: bytes) -> dict[str, list[list[object]]]:
    with ZipFile(BytesIO(data)) as archive:
        cells = Cells(data, archive)
        return {
            title: [_trimmed(row) for row in cells.rows(archive.read(part))]
            for title, part in cells.sheets.items()
        }


def openpyxls(data: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(data), data_only=True)
    return {each.title: [_trimmed(row) for row in each.values] for each in book.worksheets}


def _trimmed(row: Sequence[object]) -> list[object]:
    cells = ["" if each is None else each for each in row]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def sheet_of(rows: str, strings: str = "") -> bytes:
    """A workbook whose only sheet is written by hand, and its shared strings."""
    data = with_part(
        workbook({"survey": [("a",)]}),
        SHEET,
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
    )
    if not strings:
        return data
    with ZipFile(BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    data = with_part(data, "[Content_Types].xml", types.replace("</Types>", STRINGS).encode())
    return with_part(data, "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>'.encode())


@pytest.mark.parametrize("at", range(len(workbooks())))
def test_workbooks_at_hand_hold_what_openpyxl_finds(at: int) -> None:
    data = workbooks()[at]
    assert ours(data) == openpyxls(data)
    assert any(ours(data).values())


@settings(max_examples=examples(60))
@given(st.lists(st.lists(VALUES, max_size=5), max_size=5))
def test_any_values_are_found_as_they_were_written(rows: list[list[object]]) -> None:
    data = workbook({"survey": [("type",), *rows]})
    found, expected = ours(data)["survey"], openpyxls(data)["survey"]
    assert found == expected[: len(found)]
    assert not any(expected[len(found) :])


def test_strings_that_cells_share_are_read_without_their_formatting() -> None:
    strings = (
        "<si><t>type</t></si><si><r><rPr><b/></rPr><t>la</t></r><r><t>bel</t></r></si>"
        "<si><t>名</t><rPh sb='0' eb='1'><t>な</t></rPh></si><si><t>_x005F_a</t></si>"
    )
    cells = "".join(f'<c r="{place}1" t="s"><v>{at}</v></c>' for at, place in enumerate("ABCE"))
    data = sheet_of(f'<row r="1">{cells}</row>', strings)
    assert ours(data) == openpyxls(data)
    assert ours(data)["survey"] == [["type", "label", "名", "", "_a"]]


def test_cells_and_rows_without_a_place_follow_each_other() -> None:
    data = sheet_of(
        "<row><c><v>1</v></c><c><v>2.5</v></c></row><row r='3'><c r='B3'><v>7</v></c></row>"
    )
    assert ours(data)["survey"] == [[1, 2.5], [], ["", 7]]


def test_truths_moments_errors_and_results_of_formulas_keep_their_kind() -> None:
    cells = (
        '<c t="b"><v>1</v></c><c t="d"><v>2026-11-25T08:30:00</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="str"><f>A1</f><v>words</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="s"/>'
    )
    data = sheet_of(f"<row>{cells}</row>")
    assert ours(data) == openpyxls(data)
    assert ours(data)["survey"] == [[True, datetime(2026, 11, 25, 8, 30), "#N/A", "words", "in"]]


def test_a_row_told_twice_is_read_once_and_a_column_beyond_the_cap_is_left() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1"/>'
    assert ours(sheet_of(far))["survey"] == [[1]]
    beyond = "<c><v>1</v></c>" * (limits.MOST_COLUMNS + 1)
    codes = [each.code for each in xforms.lint(sheet_of(f"<row>{beyond}</row>")).findings]
    assert codes == ["too_many_columns"]


def test_a_date_beyond_the_calendar_is_what_excel_shows_for_it() -> None:
    data = workbook({"survey": [(date(2026, 11, 25), time(8, 30))]})
    with ZipFile(BytesIO(data)) as archive:
        sheet = archive.read(SHEET).replace(b"<v>46351</v>", b"<v>99999999</v>")
    assert ours(with_part(data, SHEET, sheet))["survey"] == [["#VALUE!", time(8, 30)]]


def test_a_row_that_claims_to_be_far_away_is_refused_before_the_gap_is_filled() -> None:
    found = xforms.lint(
        sheet_of('<row><c t="str"><v>type</v></c></row><row r="1048576"/>')
    ).findings
    assert [(each.code, each.row) for each in found] == [("too_many_rows", limits.MOST_ROWS + 1)]


@pytest.mark.parametrize(
    "row", ["<row r='x'/>", "<row><c r='1A'><v>1</v></c></row>", "<row><c t='s'><v>9</v></c></row>"]
)
def test_a_sheet_that_makes_no_sense_is_refused(row: str) -> None:
    assert [each.code for each in xforms.lint(sheet_of(row)).findings] == ["workbook_broken"]


def test_a_sheet_of_a_chart_is_passed_over() -> None:
    book = Workbook()
    book.active.title = "survey"
    book.create_chartsheet("picture")
    out = BytesIO()
    book.save(out)
    assert list(ours(out.getvalue())) == ["survey"]
