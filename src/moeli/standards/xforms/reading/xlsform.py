"""Sheets to an XForm, by pyxform; its errors become our problems, by sheet and row.

pyxform takes half a second to import: only who reads a workbook waits for it, not every command.
"""

import re
from collections.abc import Mapping
from typing import Any

from moeli.standards.xforms.limits import LARGEST_WORKBOOK
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.light_nodes import lighten
from moeli.standards.xforms.reading.older import Modern, modern
from moeli.standards.xforms.reading.workbook import Workbook

_ROW = re.compile(r"^\s*\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(survey|choices|settings|external_choices|entities)' sheet")
_SAYINGS = (
    (re.compile(r"Could not find the name '(?P<name>[^']*)'"), "reference_unknown"),
    (re.compile(r"There is no survey element named '(?P<name>[^']*)'"), "reference_unknown"),
    (re.compile(r"'name' value '(?P<name>[^']*)' is invalid\. .*must be unique"), "name_twice"),
    (re.compile(r"List name not in choices sheet: (?P<list>\S+)"), "list_unknown"),
    (re.compile(r"Unknown question type '(?P<type>[^']*)'"), "type_unknown"),
    (re.compile(r"Choice names must be unique"), "choice_twice"),
    (re.compile(r"Unmatched '(?:begin|end)_"), "group_open"),
    (re.compile(r"Names must begin with a letter"), "name_bad"),
    (re.compile(r"must have a sheet named 'survey'"), "no_survey"),
    (re.compile(r"There should be a choices sheet"), "no_choices"),
)
_CHOOSES = re.compile(r"\s*(?:select|rank)")
_LEARN_MORE = re.compile(r"\s*Learn more:.*", re.DOTALL)


def converted(book: Workbook) -> tuple[bytes, tuple[Problem, ...]]:
    """The XForm and what pyxform remarks; FormError where it cannot be made."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    if "survey" not in book.sheets:
        raise FormError(Problem("no_survey"))
    lighten()
    warnings: list[str] = []
    today = modern(book)
    try:
        result = convert(_definition(book, today), warnings=warnings, validate=False)
    except PyXFormError as error:
        raise FormError(_at_its_row(told(str(error), book), today)) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        why = {"why": f"{type(error).__name__}: {str(error)[:120]}"}
        raise FormError(Problem("xlsform", values=why)) from error
    except RecursionError as error:
        raise FormError(Problem("too_deep", values={"most": "…"})) from error
    remarks = tuple(_at_its_row(_remark(text), today) for text in warnings)
    return result.xform.encode(), remarks


def from_markdown(text: str) -> Workbook:
    """The sheets of a form written as Markdown tables, as documentation and tests have them."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import md_to_dict

    if len(text) > LARGEST_WORKBOOK:
        raise FormError(Problem("too_large", values={"most": f"{LARGEST_WORKBOOK:,}"}))
    try:
        found: Mapping[str, Any] = md_to_dict(text)
    except (PyXFormError, ValueError, IndexError, KeyError) as error:
        raise FormError(Problem("xlsform", values={"why": str(error)[:200]})) from error
    names = [name for name, rows in found.items() if isinstance(rows, list) and name in _TABLES]
    return Workbook(
        {name: found[name] for name in names},
        {name: list((found.get(f"{name}_header") or [{}])[0]) for name in names},
        names=tuple(found.get("sheet_names", names)),
    )


_TABLES = ("survey", "choices", "settings", "external_choices", "entities", "osm")


def _definition(book: Workbook, today: Modern) -> dict[str, Any]:
    found: dict[str, Any] = {"sheet_names": list(book.names)}
    for name, rows in today.sheets.items():
        found[name] = [dict(row) for row in rows]
        used = (header for row in rows for header in row)
        found[f"{name}_header"] = [dict.fromkeys([*book.headers.get(name, ()), *used])]
    if not today.sheets.get("settings"):
        found.pop("settings", None)
        found.pop("settings_header", None)
    return found


def _at_its_row(problem: Problem, today: Modern) -> Problem:
    """The problem at the row that the author wrote, where one row was made into several."""
    at = problem.row - 2
    if problem.sheet != "survey" or not 0 <= at < len(today.rows):
        return problem
    return problem._replace(row=today.rows[at])


def told(message: str, book: Workbook) -> Problem:
    """pyxform's message as a problem: its row, its sheet, our own sentence where there is one."""
    at = _ROW.search(message)
    row = int(at[1]) if at else 0
    sheet = _SHEET.search(message)
    why = _LEARN_MORE.sub("", _ROW.sub("", message)).strip()
    for pattern, code in _SAYINGS:
        if found := pattern.search(message):
            values = {name: str(value) for name, value in found.groupdict().items()}
            row = row or (_first_select(book) if code == "no_choices" else _row_of(values, book))
            return Problem(code, values=values, sheet=sheet[1] if sheet else "survey", row=row)
    return Problem(
        "xlsform", values={"why": why[:300]}, sheet=sheet[1] if sheet else "survey", row=row
    )


def _row_of(values: Mapping[str, str], book: Workbook) -> int:
    """Where a list or type is mentioned, for messages without a row."""
    sought = values.get("list") or values.get("type")
    if not sought:
        return 0
    for number, row in enumerate(book.sheets["survey"], start=2):
        if sought in str(row.get("type", "")).split() or sought == row.get("type"):
            return number
    return 0


def _first_select(book: Workbook) -> int:
    rows = enumerate(book.sheets["survey"], start=2)
    return next((n for n, row in rows if _CHOOSES.match(str(row.get("type", "")))), 0)


def _remark(text: str) -> Problem:
    at = _ROW.search(text)
    return Problem(
        "converter",
        values={"why": _LEARN_MORE.sub("", _ROW.sub("", text)).strip()[:300]},
        sheet="survey" if at else "",
        row=int(at[1]) if at else 0,
    )
