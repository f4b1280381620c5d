"""The cells of an Excel workbook as Python values, row by row.

openpyxl reads the plan of the workbook and its styles. Sheets and shared strings are read here, in
less than half of its time: it makes three objects of every text.
`tests/standards/xforms/test_cells.py` holds both to the same values.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from lxml import etree

from moeli.standards.xforms.limits import MOST_COLUMNS

if TYPE_CHECKING:
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.reader.excel import ExcelReader

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _INLINE = (f"{_MAIN}{name}" for name in ("row", "c", "v", "is"))
_STRING, _RUN, _TEXT = (f"{_MAIN}{name}" for name in ("si", "r", "t"))
_DIGITS = "0123456789"
_OUT_OF_TIME = "#VALUE!"  # what Excel shows for a date beyond its calendar


class Cells:
    """An opened workbook: where each sheet lies, and what its cells hold."""

    def __init__(self, data: bytes, archive: ZipFile) -> None:
        from openpyxl.reader.excel import ExcelReader  # half a second, of every command
        from openpyxl.styles.stylesheet import apply_stylesheet

        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            self.sheets = _sheets(reader)
        self._epoch = reader.wb.epoch
        self._dates, self._spans = reader.wb._date_formats, reader.wb._timedelta_formats
        self._strings = _shared(reader.package, archive)

    def rows(self, content: bytes) -> Iterator[Sequence[object]]:
        """The rows of a sheet from the first on, empty ones too; no columns beyond the cap."""
        told = 0
        for row in _elements(content, _ROW):
            number = int(float(row.get("r") or told + 1))
            yield from ([] for _ in range(told + 1, number))
            if number > told:
                yield self._row(row)
                told = number

    def _row(self, row: etree._Element) -> list[object]:
        cells: list[object] = []
        column = 0
        for cell in row.iterchildren(_CELL):
            place = cell.get("r")
            column = _column(place.rstrip(_DIGITS)) if place else column + 1
            if column <= MOST_COLUMNS + 1:
                cells.extend([None] * (column - len(cells)))
                cells[column - 1] = self._value(cell)
        return cells

    def _value(self, cell: etree._Element) -> object:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return next((_words(child) for child in cell.iterchildren(_INLINE)), None)
        text = cell.findtext(_VALUE)
        if not text:
            return None
        match kind:
            case "s":
                return self._strings[int(text)]
            case "n":
                return self._number(text, int(cell.get("s", 0)))
            case "b":
                return bool(int(text))
            case "d":
                return _moment(text)
        return text

    def _number(self, text: str, style: int) -> object:
        value = float(text) if set(text) & set(".Ee") else int(text)
        if style not in self._dates:
            return value
        from openpyxl.utils.datetime import from_excel

        try:
            return from_excel(value, self._epoch, timedelta=style in self._spans)
        except (OverflowError, ValueError):
            return _OUT_OF_TIME


def _sheets(reader: "ExcelReader") -> dict[str, str]:
    """Title and part of each sheet that has cells, in their order."""
    found: dict[str, str] = {}
    for sheet, relation in reader.parser.find_sheets():
        if "chartsheet" not in relation.Type and relation.target in reader.valid_files:
            found.setdefault(sheet.name, relation.target)
    return found


def _shared(package: "Manifest", archive: ZipFile) -> list[str]:
    from openpyxl.xml.constants import SHARED_STRINGS

    part = package.find(SHARED_STRINGS)
    if part is None:
        return []
    found = _elements(archive.read(part.PartName[1:]), _STRING)
    return [_words(each).replace("x005F_", "") for each in found]


def _elements(content: bytes, tag: str) -> Iterator[etree._Element]:
    """Each such element, and what was read is forgotten behind it."""
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True}
    for _, element in etree.iterparse(BytesIO(content), tag=tag, **options):
        yield element
        element.clear()
        if element.getprevious() is not None:
            del element.getparent()[0]


def _words(element: etree._Element) -> str:
    """The text with its formatting left out, and without its reading aids."""
    plain = rich = ""
    for child in element:
        if child.tag == _TEXT:
            plain = child.text or ""
        elif child.tag == _RUN:
            rich += child.findtext(_TEXT) or ""
    return plain + rich


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letters))


def _moment(text: str) -> datetime:
    from openpyxl.utils.datetime import from_ISO8601

    found: datetime = from_ISO8601(text)
    return found
