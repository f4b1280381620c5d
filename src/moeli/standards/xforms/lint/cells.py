"""Checks of cells as they were typed, before the converter smooths them over."""

from collections.abc import Iterator

from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.reading.workbook import Workbook
from moeli.standards.xforms.xpath.tokens import TYPOGRAPHIC

_EXPRESSIONS = frozenset(
    (
        "relevant",
        "relevance",
        "constraint",
        "calculation",
        "calculate",
        "choice_filter",
        "required",
        "read_only",
        "readonly",
        "repeat_count",
        "default",
        "trigger",
    )
)


def printed_quotes(book: Workbook) -> Iterator[Problem]:
    """Quotation marks as Word and Excel print them, in cells that hold expressions."""
    for number, row in enumerate(book.sheets.get("survey", ()), start=2):
        for column, text in row.items():
            if column.partition("::")[0].strip().lower() not in _EXPRESSIONS:
                continue
            found = next((letter for letter in str(text) if letter in TYPOGRAPHIC), "")
            if found:
                told = {"found": found}
                yield Problem(
                    "typographic_quotes_cell",
                    values=told,
                    sheet="survey",
                    row=number,
                    column=column,
                )
