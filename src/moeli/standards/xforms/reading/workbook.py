"""Workbooks from outside: opened only if they are small, whole, and without programs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 -- zlib names its error in small letters

from moeli.standards.xforms.limits import (
    LARGEST_UNPACKED,
    LARGEST_WORKBOOK,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_ROWS,
)
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.cells import Cells
from moeli.standards.xforms.reading.guard import forbids

Row = Mapping[str, str]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SHEETS = frozenset(
    ("survey", "choices", "settings", "external_choices", "entities", "osm", "cascades", "columns")
)
_OTHER_NAMES = {"choices and columns": "choices"}  # older workbooks
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f(?:/>|[^>]*/>|[^>]*>[^<]*</f>)\s*(<v>[^<]|<is>)?'
)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]{1,20})"')
_HIDDEN = re.compile(rb'<sheet [^>]*name="([^"]{1,60})"[^>]*state="(?:hidden|veryHidden)"')
_MOST_SHOWN = 20  # findings of one kind in one sheet


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that make a form: rows by header, the first being row 2 of the sheet."""

    sheets: Mapping[str, Sequence[Row]]
    headers: Mapping[str, Sequence[str]]
    problems: tuple[Problem, ...] = ()
    names: tuple[str, ...] = field(default=())


def read_workbook(data: bytes) -> Workbook:
    """The sheets of a workbook; FormError for what cannot or must not be opened."""
    if len(data) > LARGEST_WORKBOOK:
        raise FormError(Problem("too_large", values={"most": f"{LARGEST_WORKBOOK:,}"}))
    if data[:4] == _OLE:
        raise FormError(Problem("workbook_old"))
    if data[:4] != _ZIP:
        raise FormError(Problem("not_a_workbook"))
    try:
        with ZipFile(BytesIO(data)) as archive:
            _inspect(archive)
            return _read(data, archive)
    except (BadZipFile, ZlibError, KeyError, ValueError) as error:
        raise _broken(error) from error
    except (TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError) as error:
        raise _broken(error) from error
    except (SyntaxError, NotImplementedError, RuntimeError, AssertionError) as error:
        raise _broken(error) from error


def _broken(error: Exception) -> FormError:
    return FormError(Problem("workbook_broken", values={"why": type(error).__name__}))


def _inspect(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FormError(Problem("workbook_bomb", values={"most": f"{LARGEST_UNPACKED:,}"}))
    names = [part.filename.lower() for part in parts]
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise FormError(Problem("workbook_macros"))
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            content = archive.read(part)
            if forbids(content):
                raise FormError(Problem("xml_doctype", what=part.filename[:60]))


def _read(data: bytes, archive: ZipFile) -> Workbook:
    cells = Cells(data, archive)
    sheets: dict[str, Sequence[Row]] = {}
    headers: dict[str, Sequence[str]] = {}
    problems = list(_hidden(archive))
    only = len(cells.sheets) == 1
    for title, part in cells.sheets.items():
        name = title.lower().strip()
        name = _OTHER_NAMES.get(name, name)
        if name not in _SHEETS and not only:
            continue
        name = "survey" if only and name not in _SHEETS else name
        content = archive.read(part)
        headers[name], sheets[name], found = _sheet(name, cells.rows(content))
        problems += [*found, *_traps(name, content)]
    return Workbook(sheets, headers, tuple(problems), tuple(cells.sheets))


def _hidden(archive: ZipFile) -> Iterator[Problem]:
    for found in _HIDDEN.findall(archive.read("xl/workbook.xml")):
        name = found.decode("utf-8", "replace")
        yield Problem("hidden_sheet", values={"name": name}, sheet=name)


def _sheet(
    name: str, rows: Iterator[Sequence[object]]
) -> tuple[list[str], list[Row], list[Problem]]:
    header = [_text(cell) for cell in next(rows, ())]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        values = {"most": str(MOST_COLUMNS)}
        raise FormError(Problem("too_many_columns", values=values, sheet=name))
    found: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS:
            values = {"most": f"{MOST_ROWS:,}"}
            raise FormError(Problem("too_many_rows", values=values, sheet=name, row=number))
        row = {}
        for column, cell in zip(header, cells, strict=False):
            text = _text(cell)
            if column and text:
                row[column] = text
            if isinstance(cell, date | time | timedelta) and len(problems) < _MOST_SHOWN:
                told = {"value": text}
                problems.append(
                    Problem("date_eaten", values=told, sheet=name, row=number, column=column)
                )
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return [word for word in header if word], found, problems


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell).replace("\xa0", " ").strip()


def _traps(sheet: str, content: bytes) -> Iterator[Problem]:
    for at, cells in enumerate(_MERGED.findall(content)):
        if at < _MOST_SHOWN:
            yield _at("merged_cells", sheet, cells.decode(), "cells")
    for at, (cell, value) in enumerate(_FORMULA.findall(content)):
        if at < _MOST_SHOWN:
            code = "formula" if value else "formula_without_value"
            yield _at(code, sheet, cell.decode(), "cell")


def _at(code: str, sheet: str, cell: str, name: str) -> Problem:
    digits = re.search(r"\d+", cell)
    return Problem(code, values={name: cell}, sheet=sheet, row=int(digits[0]) if digits else 0)
