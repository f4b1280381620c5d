"""From a node and a property to the sheet, row and column where an author wrote it."""

from collections.abc import Mapping, Sequence

from moeli.standards.xforms.problems import Problem
from moeli.standards.xforms.reading.workbook import Row, Workbook
from moeli.standards.xforms.tree import Names

NO_LANGUAGE = "–"  # how a finding names the language of a form that has only one
_COLUMNS = {
    "relevant": ("relevant", "relevance"),
    "constraint": ("constraint",),
    "constraint_message": ("constraint_message", "constraint message"),
    "required": ("required",),
    "required_message": ("required_message", "required message"),
    "readonly": ("read_only", "readonly"),
    "calculate": ("calculation", "calculate"),
    "choice_filter": ("choice_filter",),
    "repeat_count": ("repeat_count",),
    "default": ("default",),
    "label": ("label", "caption"),
    "hint": ("hint",),
    "appearance": ("appearance",),
    "type": ("type",),
}


class Places:
    """Knows the rows of a workbook by the paths of the nodes that they made."""

    def __init__(self, book: Workbook | None) -> None:
        self._headers = book.headers if book else {}
        self._rows = dict(_rows_by_path(book.sheets.get("survey", ()))) if book else {}
        self._choices = _rows_by_choice(book.sheets.get("choices", ())) if book else {}

    def of(self, problem: Problem) -> Problem:
        """The problem with its row, where it has none yet and one is known."""
        if problem.row or not self._rows:
            return problem
        names = tuple(word.partition("[")[0] for word in problem.where.strip("/").split("/"))
        row = self._rows.get(names[1:])
        if row is None:
            return problem
        language = problem.values.get("language", "").replace(NO_LANGUAGE, "")
        column = self._column("survey", problem.what, language)
        return problem._replace(sheet="survey", row=row, column=column)

    def of_choice(self, problem: Problem, list_name: str, value: str) -> Problem:
        """The problem at a row of the sheet of choices."""
        row = self._choices.get((list_name, value))
        if row is None:
            return problem
        column = self._column("choices", "label", problem.values.get("language", ""))
        return problem._replace(sheet="choices", row=row, column=column)

    def _column(self, sheet: str, what: str, language: str) -> str:
        headers = self._headers.get(sheet, ())
        for name in _COLUMNS.get(what, ()):
            for header in headers:
                word, _, spoken = header.partition("::")
                if word.strip().lower() == name and (not language or spoken.strip() == language):
                    return header
            if name in (header.partition("::")[0].strip().lower() for header in headers):
                return f"{name}::{language}" if language else name
        return ""


def _rows_by_path(rows: Sequence[Row]) -> Mapping[Names, int]:
    found: dict[Names, int] = {}
    around: list[str] = []
    for number, row in enumerate(rows, start=2):
        kind = " ".join(str(row.get("type", "")).lower().replace("_", " ").split()[:2])
        name = str(row.get("name", "")).strip()
        if kind in ("end group", "end repeat"):
            around = around[:-1]
            continue
        if name:
            found.setdefault((*around, name), number)
        if kind in ("begin group", "begin repeat"):
            around = [*around, name]
    return found


def _rows_by_choice(rows: Sequence[Row]) -> Mapping[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        name = str(row.get("list_name") or row.get("list name") or "").strip()
        value = str(row.get("name") or row.get("value") or "").strip()
        found.setdefault((name, value), number)
    return found
